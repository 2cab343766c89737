package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.BitSet;

/** The class library's bit set under a lock. */
final class BitSetTracker extends PeerTracker {

    private final Object lock = new Object();
    private BitSet marks;
    private BitSet spare;

    BitSetTracker(final long pages) {
        marks = new BitSet((int) pages);
        spare = new BitSet((int) pages);
    }

    @Override
    public void wrote(final long page) {
        synchronized (lock) {
            marks.set((int) page);
        }
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        final BitSet taken;
        synchronized (lock) {
            taken = marks;
            marks = spare;
        }
        for (int page = taken.nextSetBit(0); page >= 0; page = taken.nextSetBit(page + 1)) {
            into.add(page);
        }
        taken.clear();
        spare = taken;
        return true;
    }

    @Override
    public boolean peek(final long page) {
        synchronized (lock) {
            return marks.get((int) page);
        }
    }
}
