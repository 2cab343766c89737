package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.AtomicHierarchicalBitmap;
import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * Tracks writes in one bitmap shared by all vCPUs, every mark an atomic read-modify-write, marked already or not. No
 * vCPU is ever waited for: a sync is complete at once.
 *
 * <p>A store comes before its mark, and the mark is an atomic operation on the word that the collector exchanges for
 * zero. If the mark comes first, the exchange reads it, and the store is visible to the copy that follows. If the
 * exchange comes first, the mark stays for the next sync. There is no third case, and this is paid for on every write:
 * the tracker is here to show what the others save.
 */
public final class RmwTracker implements DirtyTracker {

    private final SyncState sync = new SyncState();
    private final AtomicHierarchicalBitmap marks;
    private final Barrier barrier;

    /**
     * Makes a tracker that holds every page as clean.
     *
     * @param pages number of pages of the guest
     */
    public RmwTracker(final long pages) {
        marks = new AtomicHierarchicalBitmap(pages);
        barrier = new Barrier(marks);
    }

    @Override
    public WriteBarrier barrier(final int vcpu) {
        return barrier;
    }

    @Override
    public void beginSync() {
        sync.begin();
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        sync.requireUnderWay();
        marks.drainTo(into);
        sync.end();
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return marks.contains(page);
    }

    private record Barrier(AtomicHierarchicalBitmap marks) implements WriteBarrier {

        @Override
        public void wrote(final long page) {
            marks.add(page);
        }

        @Override
        public void boundary() {
            // The marks are visible as they are made; nobody waits for a boundary.
        }

        @Override
        public void offline() {
            // Nobody waits for this vCPU anyway.
        }
    }
}
