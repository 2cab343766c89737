package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.tracking.WriteBarrier;
import org.agrona.UnsafeApi;

/**
 * The barrier before a memory whose writes are tracked: once it has checked the offset, a store goes there by address, and
 * is followed by its mark. So the memory must not be closed before the vCPU has ended.
 */
final class CopyOnWriteTracked extends CopyOnWriteAccess {

    private final TrackedAccess tracked;
    private final WriteBarrier marks;
    private final long memoryAddress;

    CopyOnWriteTracked(final TrackedAccess tracked, final CopyOnWriteBarrier barrier) {
        super(tracked, barrier, tracked.memory().geometry());
        this.tracked = tracked;
        this.marks = tracked.barrier();
        this.memoryAddress = tracked.memory().addressOfPage(0);
    }

    @Override
    public long getLong(final long offset) {
        return tracked.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        final long page = beforeLong(offset);
        UnsafeApi.putLong(memoryAddress + offset, value);
        marks.wrote(page);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        final long page = beforeByte(offset);
        UnsafeApi.putByte(memoryAddress + offset, value);
        marks.wrote(page);
    }
}
