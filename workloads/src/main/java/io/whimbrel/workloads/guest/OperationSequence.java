package io.whimbrel.workloads.guest;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;
import io.whimbrel.workloads.random.Resumable;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A virtual CPU's program whose state is a few longs: how many operations it has done, what they have read, and one
 * long for each part that a subclass {@linkplain #carry carries}.
 */
public abstract class OperationSequence implements VcpuProgram {

    private final List<Resumable> parts = new ArrayList<>();
    private final ArrivalStream arrivals;
    private final ReadDigest digest;
    private long operations;
    private long nextStartNs;

    /**
     * Begins a program.
     *
     * @param setup the guest
     * @param vcpu  which of its virtual CPUs, from 0
     */
    protected OperationSequence(final GuestSetup setup, final int vcpu) {
        final RandomStream random = carry(setup.random(vcpu, Concern.ARRIVAL));
        arrivals = carry(setup.arrivals(vcpu, random));
        digest = carry(new ReadDigest());
        nextStartNs = arrivals.startNs();
    }

    /**
     * Makes something part of the state. To be called in the same order for every program of the same description.
     *
     * @param part what changes with the operations
     * @param <T>  its type
     * @return the part
     */
    protected final <T extends Resumable> T carry(final T part) {
        parts.add(part);
        return part;
    }

    /**
     * Does one operation. Must not allocate.
     *
     * @param memory  the guest's memory
     * @param startNs its intended start, in nanoseconds since the guest was started
     * @param reads   takes what the operation reads
     */
    protected abstract void operate(GuestAccess memory, long startNs, ReadDigest reads);

    @Override
    public final long nextStartNs() {
        return nextStartNs;
    }

    @Override
    public final void execute(final GuestAccess memory) {
        operate(memory, nextStartNs, digest);
        operations++;
        arrivals.advance();
        nextStartNs = arrivals.startNs();
    }

    @Override
    public final long operations() {
        return operations;
    }

    @Override
    public final long readDigest() {
        return digest.state();
    }

    @Override
    public final int stateLength() {
        return Long.BYTES * (1 + parts.size());
    }

    @Override
    public final void saveState(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, operations);
        for (int i = 0; i < parts.size(); i++) {
            buffer.putLong(offset + Long.BYTES * (i + 1), parts.get(i).state());
        }
    }

    @Override
    public void loadState(final DirectBuffer buffer, final int offset) {
        operations = buffer.getLong(offset);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).resume(buffer.getLong(offset + Long.BYTES * (i + 1)));
        }
        nextStartNs = arrivals.startNs();
    }
}
