package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageNotes;
import io.whimbrel.engine.memory.PagedAccess;
import org.agrona.UnsafeApi;

/**
 * The guest's memory as one vCPU sees it while a virtual snapshot lasts: before each store its page is saved, unless it
 * has been already. Put before whatever access the vCPU had, tracked or not, another snapshot's among them.
 */
class CopyOnWriteAccess extends PagedAccess {

    private final GuestAccess inner;
    private final CopyOnWriteBarrier barrier;
    /** The barrier's. Beside the check of its offset, a write costs a plain load and a branch when its page is noted. */
    private final long readyAddress;

    /** Before any access; but there is one that costs less before a {@link GuestMemory} and a {@link TrackedAccess}. */
    CopyOnWriteAccess(final GuestAccess inner, final CopyOnWriteBarrier barrier) {
        super(barrier.geometry());
        this.inner = inner;
        this.barrier = barrier;
        this.readyAddress = barrier.ready().address();
    }

    /** An access with one barrier more. */
    static CopyOnWriteAccess with(final GuestAccess access, final CopyOnWriteBarrier barrier) {
        return switch (access) {
            case final GuestMemory memory -> new CopyOnWriteMemory(memory, barrier);
            case final TrackedAccess tracked -> new CopyOnWriteTracked(tracked, barrier);
            default -> new CopyOnWriteAccess(access, barrier);
        };
    }

    /** An access as it would be without one barrier. */
    static GuestAccess without(final GuestAccess access, final CopyOnWriteBarrier barrier) {
        if (!(access instanceof final CopyOnWriteAccess outer)) {
            throw new IllegalStateException("the snapshot's barrier is not where it was put");
        }
        return outer.barrier == barrier ? outer.inner : with(without(outer.inner, barrier), outer.barrier);
    }

    /** Somebody else than the vCPU is about to write a page, while it is paused: every snapshot saves it. */
    static void beforeWrite(final GuestAccess access, final long page) {
        for (GuestAccess at = access; at instanceof final CopyOnWriteAccess outer; at = outer.inner) {
            outer.beforeWrite(page);
        }
    }

    final void beforeWrite(final long page) {
        if (UnsafeApi.getByte(readyAddress + page) == PageNotes.BLANK) {
            barrier.firstWrite(page);
        }
    }

    @Override
    public final long getLong(final long offset) {
        return inner.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        beforeWrite(pageOfLong(offset));
        inner.putLong(offset, value);
    }

    @Override
    public final byte getByte(final long offset) {
        return inner.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        beforeWrite(pageOfByte(offset));
        inner.putByte(offset, value);
    }

    @Override
    public final void read(final long offset, final byte[] target, final int index, final int length) {
        inner.read(offset, target, index, length);
    }

    @Override
    public final void write(final long offset, final byte[] source, final int index, final int length) {
        final long end = endPage(offset, length);
        for (long page = firstPage(offset, length); page < end; page++) {
            beforeWrite(page);
        }
        inner.write(offset, source, index, length);
    }
}
