package io.whimbrel.harness.virtual;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/**
 * A prefetcher whose every answer goes into the decision trace, and what it was told of as well.
 *
 * @param prefetcher what chooses
 * @param trace      where its answers go
 */
record TracedPrefetch(Prefetcher prefetcher, DecisionTrace trace) implements Prefetcher {

    @Override
    public void requirePages(final long pages) {
        prefetcher.requirePages(pages);
    }

    @Override
    public void at(final long guestTimeNs) {
        prefetcher.at(guestTimeNs);
    }

    @Override
    public void demanded(final long page) {
        trace.answered(page);
        prefetcher.demanded(page);
    }

    @Override
    public long next(final PageSet absent) {
        final long page = prefetcher.next(absent);
        trace.answered(page);
        return page;
    }
}
