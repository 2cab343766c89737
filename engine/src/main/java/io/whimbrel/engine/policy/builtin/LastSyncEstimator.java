package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.RoundView;
import io.whimbrel.engine.policy.WorkingSetEstimator;

/** Takes the pages that the last sync found for the working set: what a bitmap alone can say. */
public final class LastSyncEstimator implements WorkingSetEstimator {

    private long pages = -1;

    /** Makes the estimator of one migration. */
    public LastSyncEstimator() {}

    @Override
    public void observe(final RoundView view, final PageSet dirty) {
        pages = dirty.cardinality();
    }

    @Override
    public long workingSetPages() {
        return pages;
    }
}
