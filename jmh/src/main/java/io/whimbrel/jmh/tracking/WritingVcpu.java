package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.tracking.WriteBarrier;

/** Writes to its pages, one after the other, round and round. */
final class WritingVcpu {

    private final GuestAccess access;
    private final WriteBarrier barrier;
    private final long[] pages;
    private final long[] offsets;
    private long writes;

    WritingVcpu(final GuestMemory memory, final WriteBarrier barrier, final long[] pages) {
        this.access = new TrackedAccess(memory, barrier);
        this.barrier = barrier;
        this.pages = pages;
        this.offsets = Addresses.offsets(memory.geometry(), pages, 5);
    }

    void operation() {
        barrier.boundary();
        long write = writes;
        for (int i = 0; i < SharedGuest.WRITES_PER_OPERATION; i++) {
            access.putLong(offsets[(int) (write % offsets.length)], ++write);
        }
        writes = write;
    }

    /** No more operations until the next. */
    void stop() {
        barrier.offline();
    }

    /**
     * How many of its pages it has written since it was last asked.
     *
     * @throws IllegalStateException when one of them has not been collected
     */
    long pagesWritten(final PageSet collected) {
        final int written = (int) Math.min(writes, pages.length);
        for (int i = 0; i < written; i++) {
            if (!collected.contains(pages[i])) {
                throw new IllegalStateException("page " + pages[i] + " was written and never collected");
            }
        }
        writes = 0;
        return written;
    }
}
