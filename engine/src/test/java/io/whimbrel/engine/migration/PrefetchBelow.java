package io.whimbrel.engine.migration;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/** Gives the pages below one, so that these can be sent first, and leaves all others to be demanded. */
record PrefetchBelow(long end) implements Prefetcher {

    @Override
    public void demanded(final long page) {}

    @Override
    public long next(final PageSet absent) {
        final long page = absent.next(0);
        return page < end ? page : PageSet.NONE;
    }
}
