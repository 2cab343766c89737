package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageNotes;

/**
 * One vCPU's end of a {@link CopyOnWrite}: called before the vCPU's first store to a page, and so knows which pages it
 * has written. Read by another thread only while the vCPU is paused, or has taken up another access.
 */
final class CopyOnWriteBarrier {

    private final CopyOnWrite pages;
    /** The pages that it has found, or made, ready to be written. */
    private final PageNotes ready;
    private final HierarchicalBitmap written;
    private long copied;

    CopyOnWriteBarrier(final CopyOnWrite pages) {
        this.pages = pages;
        this.ready = new PageNotes(geometry().pages());
        this.written = new HierarchicalBitmap(geometry().pages());
    }

    PageGeometry geometry() {
        return pages.geometry();
    }

    /** The vCPU's notes of the pages that it may write. To be looked at before each store. */
    PageNotes ready() {
        return ready;
    }

    /** A page that is not noted as ready is about to be written. */
    void firstWrite(final long page) {
        written.add(page);
        if (!pages.isReady((int) page) && pages.admit((int) page)) {
            copied++;
        }
        ready.add(page);
    }

    HierarchicalBitmap written() {
        return written;
    }

    long copied() {
        return copied;
    }
}
