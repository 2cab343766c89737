package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PagedAccess;
import io.whimbrel.engine.tracking.WriteBarrier;
import org.agrona.UnsafeApi;

/** The guest's memory as one vCPU sees it while writes are tracked: each store is followed by its mark. */
public final class TrackedAccess extends PagedAccess {

    private final GuestMemory memory;
    private final WriteBarrier barrier;
    private final long memoryAddress;

    /**
     * Puts a write barrier behind the stores of one vCPU.
     *
     * @param memory  the guest's memory
     * @param barrier that vCPU's barrier
     */
    public TrackedAccess(final GuestMemory memory, final WriteBarrier barrier) {
        super(memory.geometry());
        this.memory = memory;
        this.barrier = barrier;
        this.memoryAddress = memory.addressOfPage(0);
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
        final long page = pageOfLong(offset);
        UnsafeApi.putLong(memoryAddress + offset, value);
        barrier.wrote(page);
    }

    @Override
    public byte getByte(final long offset) {
        return memory.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        final long page = pageOfByte(offset);
        UnsafeApi.putByte(memoryAddress + offset, value);
        barrier.wrote(page);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        memory.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        memory.write(offset, source, index, length);
        final long end = endPage(offset, length);
        for (long page = firstPage(offset, length); page < end; page++) {
            barrier.wrote(page);
        }
    }
}
