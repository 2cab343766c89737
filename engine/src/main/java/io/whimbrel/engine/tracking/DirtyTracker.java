package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * Knows which pages were written since the last sync. Fresh trackers hold every page as clean: a migration's first
 * round sends everything anyway.
 *
 * <p>Two parties: each vCPU marks through its own {@link WriteBarrier}; one collector thread calls everything else. A
 * sync is begun and then polled, because some trackers must wait for each vCPU to pass an operation boundary and a
 * duty cycle never waits.
 */
public interface DirtyTracker {

    /**
     * The write barrier of one vCPU.
     *
     * @param vcpu index from 0
     * @return always the same object for the same vCPU
     */
    WriteBarrier barrier(int vcpu);

    /** Begins a sync. Legal only when none is under way. */
    void beginSync();

    /**
     * Goes on with the sync that was begun.
     *
     * <p>Once this has returned true, every page stored to before {@link #beginSync()} is in {@code into} or was
     * handed over by an earlier sync, and a copy taken of it from now on holds that store or the page will be handed
     * over again by a later sync. No write is ever lost between the two. Nothing is added before it returns true.
     *
     * @param into the collector's own set, to which the dirty pages are added
     * @return true when the sync is complete, false to call again
     */
    boolean pollSync(HierarchicalBitmap into);

    /**
     * Whether a page seems to have been written since the last sync. A hint: it may be stale in either direction.
     *
     * @param page page number
     * @return true when it seems dirty
     */
    boolean peek(long page);
}
