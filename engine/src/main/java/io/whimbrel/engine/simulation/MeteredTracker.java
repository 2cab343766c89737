package io.whimbrel.engine.simulation;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.WriteBarrier;

/**
 * A tracker whose syncs take time on a simulated processor.
 *
 * @param tracker       what tracks
 * @param cpu           the collector's processor
 * @param scanNsPerPage nanoseconds for each page taken over
 */
public record MeteredTracker(DirtyTracker tracker, VirtualCpu cpu, double scanNsPerPage) implements DirtyTracker {

    @Override
    public WriteBarrier barrier(final int vcpu) {
        return tracker.barrier(vcpu);
    }

    @Override
    public void beginSync() {
        tracker.beginSync();
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        final long before = into.cardinality();
        final boolean complete = tracker.pollSync(into);
        cpu.charge((into.cardinality() - before) * scanNsPerPage);
        return complete;
    }

    @Override
    public boolean peek(final long page) {
        return tracker.peek(page);
    }
}
