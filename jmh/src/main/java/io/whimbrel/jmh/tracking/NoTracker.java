package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/** Tracks nothing: what is left is the write itself. */
final class NoTracker extends PeerTracker {

    @Override
    public void wrote(final long page) {
        // This is the point.
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return false;
    }
}
