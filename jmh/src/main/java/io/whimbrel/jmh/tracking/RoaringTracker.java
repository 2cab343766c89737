package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/** A compressed bitmap under a lock. */
final class RoaringTracker extends PeerTracker {

    private final Object lock = new Object();
    private RoaringBitmap marks = new RoaringBitmap();

    @Override
    public void wrote(final long page) {
        synchronized (lock) {
            marks.add((int) page);
        }
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        final RoaringBitmap taken;
        synchronized (lock) {
            taken = marks;
            marks = new RoaringBitmap();
        }
        taken.forEach((IntConsumer) into::add);
        return true;
    }

    @Override
    public boolean peek(final long page) {
        synchronized (lock) {
            return marks.contains((int) page);
        }
    }
}
