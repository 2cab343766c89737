package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.AtomicHierarchicalBitmap;
import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * A tracker that also knows the pages written by others than the vCPUs, such as a rollback, while the guest is paused.
 *
 * <p>Each such store is followed by an atomic mark, unconditional, and a sync takes the marks by an atomic exchange
 * after the vCPUs' own: a mark that comes first is found, and the copy made afterwards holds its store; one that comes
 * later is found by the next sync. As in {@link RmwTracker}, and with as little waiting.
 */
public final class OutsideWrites implements DirtyTracker {

    private final DirtyTracker tracker;
    private final AtomicHierarchicalBitmap marks;

    /**
     * Adds to a tracker.
     *
     * @param tracker of the vCPUs' writes
     * @param pages   number of pages of the guest
     */
    public OutsideWrites(final DirtyTracker tracker, final long pages) {
        this.tracker = tracker;
        marks = new AtomicHierarchicalBitmap(pages);
    }

    /**
     * A page was written by somebody who is no vCPU. By any thread.
     *
     * @param page page number
     */
    public void wrote(final long page) {
        marks.add(page);
    }

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
        if (!tracker.pollSync(into)) {
            return false;
        }
        marks.drainTo(into);
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return tracker.peek(page) || marks.contains(page);
    }
}
