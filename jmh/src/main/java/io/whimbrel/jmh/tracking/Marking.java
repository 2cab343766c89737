package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.WriteBarrier;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A tracker over the written pages, and one vCPU's end of it. States inherit from one another here: where a
 * helper method of one asks for another, JMH makes it one of its own.
 */
@State(Scope.Thread)
public class Marking extends WrittenPages {

    /** Ours, then the peers. */
    @Param({Trackers.EPOCH, Trackers.HANDSHAKE, Trackers.RMW, Trackers.ATOMIC_LONG_ARRAY, Trackers.VAR_HANDLE,
        Trackers.BIT_SET, Trackers.ROARING})
    public String tracker;

    WriteBatches writes;
    WriteBarrier barrier;
    private DirtyTracker marks;
    private HierarchicalBitmap collected;

    /** For JMH. */
    public Marking() {}

    @Override
    protected void mapped() {
        final long guestPages = memory.geometry().pages();
        marks = Trackers.create(tracker, guestPages, 1);
        collected = new HierarchicalBitmap(guestPages);
        barrier = marks.barrier(0);
        writes = new WriteBatches(this, memory, new TrackedAccess(memory, barrier));
        barrier.boundary();
    }

    /** Marks every page. */
    @Setup(Level.Iteration)
    public void dirty() {
        for (final long page : pages) {
            barrier.wrote(page);
        }
    }

    /** Checks that exactly the pages written are marked. */
    @TearDown(Level.Iteration)
    public void checkMarks() {
        collect();
        for (final long page : pages) {
            if (!collected.contains(page)) {
                throw new IllegalStateException("page " + page + " was written and is not marked");
            }
        }
        if (collected.cardinality() != pages.length) {
            throw new IllegalStateException(collected.cardinality() + " pages are marked, not " + pages.length);
        }
        collected.clear();
    }

    /** Makes every page clean. */
    final void clean() {
        collect();
        collected.clear();
    }

    private void collect() {
        marks.beginSync();
        barrier.boundary();
        if (!marks.pollSync(collected)) {
            throw new IllegalStateException("the only vCPU has passed a boundary, and the sync waits for it");
        }
    }
}
