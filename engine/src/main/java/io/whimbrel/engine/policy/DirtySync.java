package io.whimbrel.engine.policy;

import io.whimbrel.engine.tracking.DirtyTracker;

/**
 * When dirty bits are read and cleared relative to the sending of their pages. Published results differ by a factor
 * of two on this alone (reference: heuristics O1, O2).
 */
public interface DirtySync {

    /**
     * How often within a round dirty bits are taken over from the tracker.
     *
     * @return pages sent between two syncs, or {@link Long#MAX_VALUE} to sync only where a round begins
     */
    long pagesBetweenSyncs();

    /**
     * Whether a page that is due should be left for a later round. Never asked while the guest is paused.
     *
     * @param page    page number
     * @param tracker the guest's tracker, for {@link DirtyTracker#peek(long)}
     * @return true only when the page is dirty in the tracker, so that a later sync hands it over again
     */
    boolean skip(long page, DirtyTracker tracker);
}
