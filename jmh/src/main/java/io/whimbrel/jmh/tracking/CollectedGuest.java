package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.WriteBarrier;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guest of which only the tracker exists, and the set into which its marks are collected. */
@State(Scope.Thread)
public class CollectedGuest {

    private static final int PAGES_PER_GIB = 1 << 18;

    /** Ours, then the peers. */
    @Param({Trackers.EPOCH, Trackers.HANDSHAKE, Trackers.RMW, Trackers.ATOMIC_LONG_ARRAY, Trackers.VAR_HANDLE,
        Trackers.BIT_SET, Trackers.ROARING})
    public String tracker;

    /** The guest's memory in pages of 4 KiB. */
    @Param({"1", "64"})
    public int memoryGiB;

    /** Pages that are still to be sent when the sync begins. An empty set can be exchanged, others must be added to. */
    @Param({"0", "1"})
    public int pendingPages;

    WriteBarrier barrier;
    private DirtyTracker marks;
    private HierarchicalBitmap pending;
    private long firstPending;

    /** For JMH. */
    public CollectedGuest() {}

    /** Makes the tracker. */
    @Setup(Level.Trial)
    public void create() {
        marks = Trackers.create(tracker, pages(), 1);
        barrier = marks.barrier(0);
        barrier.boundary();
        pending = new HierarchicalBitmap(pages());
        firstPending = pages() / 2;
        reset();
    }

    final long pages() {
        return (long) memoryGiB * PAGES_PER_GIB;
    }

    /** Collects, and tells how many pages are to be sent then. */
    final long collect() {
        marks.beginSync();
        barrier.boundary();
        if (!marks.pollSync(pending)) {
            throw new IllegalStateException("the only vCPU has passed a boundary, and the sync waits for it");
        }
        return pending.cardinality();
    }

    final boolean isPending(final long page) {
        return pending.contains(page);
    }

    final long pendingCount() {
        return pending.cardinality();
    }

    /** Leaves pending what is to be pending when a sync begins. */
    final void reset() {
        pending.clear();
        for (int i = 0; i < pendingPages; i++) {
            pending.add(firstPending + i);
        }
    }

    /** Checks that nothing is pending that nobody has written. */
    @TearDown(Level.Iteration)
    public void check() {
        collect();
        reset();
        if (collect() != pendingPages) {
            throw new IllegalStateException("a clean guest gave pages");
        }
    }
}
