package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * One vCPU's end of a {@link CopyOnWrite}: called before the vCPU's first store to a page, and so knows which pages it
 * has written. Read by another thread only while the vCPU is paused, or has taken up another access.
 */
final class CopyOnWriteBarrier {

    private final CopyOnWrite pages;
    /** Its own, and so plain: 1 for each page that it has found, or made, ready to be written. */
    private final byte[] ready;
    private final HierarchicalBitmap written;
    private long copied;

    CopyOnWriteBarrier(final CopyOnWrite pages) {
        this.pages = pages;
        this.ready = new byte[pages.pages()];
        this.written = new HierarchicalBitmap(ready.length);
    }

    /** The vCPU's notes: not 0 for each page that it may write. To be asked before each store. */
    byte[] ready() {
        return ready;
    }

    /** A page that is not noted as ready is about to be written. */
    void firstWrite(final long page) {
        written.add(page);
        if (!pages.isReady((int) page) && pages.admit((int) page)) {
            copied++;
        }
        ready[(int) page] = 1;
    }

    HierarchicalBitmap written() {
        return written;
    }

    long copied() {
        return copied;
    }
}
