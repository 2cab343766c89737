package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.WriteBarrier;

/**
 * A set of pages that somebody might use in place of a tracker. It knows no boundaries, and therefore not the one race
 * that matters: where it tests before it sets, a write may be lost. That is for a comparison of speed no objection: it
 * does less than it would have to.
 */
abstract class PeerTracker implements DirtyTracker, WriteBarrier {

    @Override
    public final WriteBarrier barrier(final int vcpu) {
        return this;
    }

    @Override
    public final void boundary() {
        // Nobody waits for one.
    }

    @Override
    public final void offline() {
        // Nobody waits for it to come back.
    }

    @Override
    public final void beginSync() {
        // All is done in one step, when the sync is polled.
    }
}
