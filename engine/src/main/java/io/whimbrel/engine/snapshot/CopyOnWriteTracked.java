package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.tracking.WriteBarrier;
import org.agrona.UnsafeApi;

/** The barrier before a memory whose writes are tracked: a store goes there by address, and is followed by its mark. */
final class CopyOnWriteTracked extends CopyOnWriteAccess {

    private final WriteBarrier marks;
    private final long memoryAddress;

    CopyOnWriteTracked(final TrackedAccess tracked, final CopyOnWriteBarrier barrier) {
        super(tracked, barrier);
        this.marks = tracked.barrier();
        this.memoryAddress = tracked.memory().addressOfPage(0);
    }

    @Override
    public void putLong(final long offset, final long value) {
        final long page = pageOfLong(offset);
        beforeWrite(page);
        UnsafeApi.putLong(memoryAddress + offset, value);
        marks.wrote(page);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        final long page = pageOfByte(offset);
        beforeWrite(page);
        UnsafeApi.putByte(memoryAddress + offset, value);
        marks.wrote(page);
    }
}
