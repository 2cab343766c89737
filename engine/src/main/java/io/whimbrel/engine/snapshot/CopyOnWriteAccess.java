package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.GuestAccess;

/**
 * The guest's memory as one vCPU sees it while a virtual snapshot lasts: before each store its page is saved, unless it
 * has been already. Put before whatever access the vCPU had, tracked or not, another snapshot's among them.
 */
final class CopyOnWriteAccess implements GuestAccess {

    private final GuestAccess inner;
    private final CopyOnWriteBarrier barrier;
    /** The barrier's: an access costs a plain load and a branch when its page has been written before. */
    private final byte[] ready;
    private final int pageShift;

    CopyOnWriteAccess(final GuestAccess inner, final CopyOnWriteBarrier barrier, final int pageShift) {
        this.inner = inner;
        this.barrier = barrier;
        this.ready = barrier.ready();
        this.pageShift = pageShift;
    }

    /** An access as it would be without one barrier. */
    static GuestAccess without(final GuestAccess access, final CopyOnWriteBarrier barrier) {
        if (!(access instanceof final CopyOnWriteAccess outer)) {
            throw new IllegalStateException("the snapshot's barrier is not where it was put");
        }
        return outer.barrier == barrier
                ? outer.inner
                : new CopyOnWriteAccess(without(outer.inner, barrier), outer.barrier, outer.pageShift);
    }

    /** Somebody else than the vCPU is about to write a page, while it is paused: every snapshot saves it. */
    static void beforeWrite(final GuestAccess access, final long page) {
        for (GuestAccess at = access; at instanceof final CopyOnWriteAccess outer; at = outer.inner) {
            outer.beforeWrite(page);
        }
    }

    private void beforeWrite(final long page) {
        if (ready[(int) page] == 0) {
            barrier.firstWrite(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        return inner.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        beforeWrite(offset >>> pageShift);
        inner.putLong(offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        return inner.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        beforeWrite(offset >>> pageShift);
        inner.putByte(offset, value);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        inner.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        final long last = offset + Math.max(length, 1) - 1 >>> pageShift;
        for (long page = offset >>> pageShift; page <= last; page++) {
            beforeWrite(page);
        }
        inner.write(offset, source, index, length);
    }
}
