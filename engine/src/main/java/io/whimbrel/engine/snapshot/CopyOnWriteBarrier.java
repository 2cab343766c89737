package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * One vCPU's end of a {@link CopyOnWrite}: called before each store, and knows which pages the vCPU has written. Read by
 * another thread only while the vCPU is paused, or has taken up another access.
 */
final class CopyOnWriteBarrier {

    private final CopyOnWrite pages;
    private final byte[] states;
    private final HierarchicalBitmap written;
    private long copied;

    CopyOnWriteBarrier(final CopyOnWrite pages) {
        this.pages = pages;
        this.states = pages.states();
        this.written = new HierarchicalBitmap(states.length);
    }

    /** A page is about to be written: costs a load and a branch when it has been written before. */
    void beforeWrite(final long page) {
        if ((byte) CopyOnWrite.STATE.getAcquire(states, (int) page) <= 0) {
            firstWrite(page);
        }
    }

    private void firstWrite(final long page) {
        written.add(page);
        if (pages.admit((int) page)) {
            copied++;
        }
    }

    HierarchicalBitmap written() {
        return written;
    }

    long copied() {
        return copied;
    }
}
