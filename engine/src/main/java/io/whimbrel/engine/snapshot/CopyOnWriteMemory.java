package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.UnsafeApi;

/** The barrier before the memory itself, to which a store goes by address. */
final class CopyOnWriteMemory extends CopyOnWriteAccess {

    private final long memoryAddress;

    CopyOnWriteMemory(final GuestMemory memory, final CopyOnWriteBarrier barrier) {
        super(memory, barrier);
        this.memoryAddress = memory.addressOfPage(0);
    }

    @Override
    public void putLong(final long offset, final long value) {
        beforeWrite(pageOfLong(offset));
        UnsafeApi.putLong(memoryAddress + offset, value);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        beforeWrite(pageOfByte(offset));
        UnsafeApi.putByte(memoryAddress + offset, value);
    }
}
