package io.whimbrel.engine.policy;

import io.whimbrel.engine.memory.PageSet;

/** Estimates from what syncs find how many pages the guest writes over and over. */
public interface WorkingSetEstimator {

    /**
     * A sync took place.
     *
     * @param view  the migration as this sync found it
     * @param dirty the pages it found
     */
    void observe(RoundView view, PageSet dirty);

    /**
     * The estimate.
     *
     * @return pages, or -1 while unknown
     */
    long workingSetPages();
}
