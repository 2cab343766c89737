package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestAccess;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What one virtual CPU executes: a sequence of operations, each with an intended start.
 *
 * <p>A program is deterministic: its seed and the number of operations done decide everything it will ever read, write
 * or ask for. Replaying as many operations on fresh memory therefore gives the same bytes, which is how a migration is
 * proved. The vCPUs of a guest write disjoint sets of pages. What an operation reads goes into
 * {@link #readDigest()}, so that a wrong read shows as well as a lost write.
 *
 * <p>Called from one thread at a time; {@link #execute} must not allocate.
 */
public interface VcpuProgram {

    /**
     * When the next operation is meant to start. An open loop: it does not depend on when earlier ones ended.
     *
     * @return nanoseconds since the guest was started, never decreasing; {@link Long#MAX_VALUE} when none will come
     */
    long nextStartNs();

    /**
     * Executes the next operation and moves on to the one after it.
     *
     * @param memory the guest's memory
     */
    void execute(GuestAccess memory);

    /**
     * Operations executed since the guest was started, wherever it ran.
     *
     * @return count
     */
    long operations();

    /**
     * A digest over everything that the operations have read so far, in order.
     *
     * @return 64-bit digest
     */
    long readDigest();

    /**
     * The length of the serialised state.
     *
     * @return bytes, constant for a program, at most 4 KiB
     */
    int stateLength();

    /**
     * Writes the state. Together with the memory it is all that another process needs to go on.
     *
     * @param buffer where to write
     * @param offset first byte
     */
    void saveState(MutableDirectBuffer buffer, int offset);

    /**
     * Takes over a state that the same program, built from the same description, has saved.
     *
     * @param buffer where to read
     * @param offset first byte
     */
    void loadState(DirectBuffer buffer, int offset);
}
