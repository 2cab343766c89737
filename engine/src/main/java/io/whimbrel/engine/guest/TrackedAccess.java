package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.tracking.WriteBarrier;

/** The guest's memory as one vCPU sees it while writes are tracked: each store is followed by its mark. */
public final class TrackedAccess implements GuestAccess {

    private final GuestMemory memory;
    private final WriteBarrier barrier;
    private final int pageShift;

    /**
     * Puts a write barrier behind the stores of one vCPU.
     *
     * @param memory  the guest's memory
     * @param barrier that vCPU's barrier
     */
    public TrackedAccess(final GuestMemory memory, final WriteBarrier barrier) {
        this.memory = memory;
        this.barrier = barrier;
        this.pageShift = memory.geometry().pageShift();
    }

    /**
     * What is accessed.
     *
     * @return memory
     */
    public GuestMemory memory() {
        return memory;
    }

    /**
     * What marks the writes.
     *
     * @return barrier
     */
    public WriteBarrier barrier() {
        return barrier;
    }

    @Override
    public long getLong(final long offset) {
        return memory.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        memory.putLong(offset, value);
        barrier.wrote(offset >>> pageShift);
    }

    @Override
    public byte getByte(final long offset) {
        return memory.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        memory.putByte(offset, value);
        barrier.wrote(offset >>> pageShift);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        memory.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        memory.write(offset, source, index, length);
        final long last = offset + length - 1 >> pageShift;
        for (long page = offset >> pageShift; page <= last; page++) {
            barrier.wrote(page);
        }
    }
}
