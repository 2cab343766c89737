package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.UnsafeApi;

/**
 * The barrier before the memory itself: once it has checked the offset, a store goes there by address. So the memory must
 * not be closed before the vCPU has ended.
 */
final class CopyOnWriteMemory extends CopyOnWriteAccess {

    private final GuestMemory memory;
    private final long memoryAddress;

    CopyOnWriteMemory(final GuestMemory memory, final CopyOnWriteBarrier barrier) {
        super(memory, barrier, memory.geometry());
        this.memory = memory;
        this.memoryAddress = memory.addressOfPage(0);
    }

    @Override
    public long getLong(final long offset) {
        return memory.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        beforeLong(offset);
        UnsafeApi.putLong(memoryAddress + offset, value);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        beforeByte(offset);
        UnsafeApi.putByte(memoryAddress + offset, value);
    }
}
