package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All of a guest at one instant but its memory: the state of its vCPUs, and what time it was for the guest.
 *
 * <p>A guest that is put back to it has its time put back too: an operation that was meant to start so long after the
 * instant starts so long after the guest runs again, and one that was late by so much is late by as much again. The
 * clients of a guest that was rolled back for a minute so do not see a minute's operations due at once.
 */
public final class ExecutionState {

    private final UnsafeBuffer bytes;
    private final long guestTimeNs;

    /**
     * Copies a state.
     *
     * @param source      where it is
     * @param offset      first byte
     * @param length      its length, as {@link Guest#stateLength()} tells it
     * @param guestTimeNs nanoseconds since the guest was started
     */
    public ExecutionState(final DirectBuffer source, final int offset, final int length, final long guestTimeNs) {
        this(new UnsafeBuffer(new byte[length]), guestTimeNs);
        bytes.putBytes(0, source, offset, length);
    }

    private ExecutionState(final UnsafeBuffer bytes, final long guestTimeNs) {
        this.bytes = bytes;
        this.guestTimeNs = guestTimeNs;
    }

    /**
     * The state of a guest.
     *
     * @param guest a guest that is paused
     * @return its state now
     */
    public static ExecutionState of(final Guest guest) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[guest.stateLength()]);
        guest.saveState(bytes, 0);
        return new ExecutionState(bytes, guest.timeNs());
    }

    /**
     * The length of the vCPUs' state.
     *
     * @return bytes
     */
    public int length() {
        return bytes.capacity();
    }

    /**
     * Copies the vCPUs' state.
     *
     * @param target where to
     * @param offset first byte there
     */
    public void copyTo(final MutableDirectBuffer target, final int offset) {
        target.putBytes(offset, bytes, 0, bytes.capacity());
    }

    /**
     * What time it was.
     *
     * @return nanoseconds since the guest was started
     */
    public long guestTimeNs() {
        return guestTimeNs;
    }

    /**
     * Puts a guest into this state, its time included.
     *
     * @param guest a paused guest of the same program
     * @throws IllegalArgumentException when it is not the state of such a guest
     */
    public void loadInto(final Guest guest) {
        guest.loadState(bytes, 0, bytes.capacity());
        guest.timeIs(guestTimeNs);
    }
}
