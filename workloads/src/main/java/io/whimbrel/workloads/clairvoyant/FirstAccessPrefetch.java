package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/** Pushes pages in the order in which a trace accesses them first. */
final class FirstAccessPrefetch implements Prefetcher {

    private final FirstAccesses accesses;
    private int done;

    /**
     * @param accesses the order
     */
    FirstAccessPrefetch(final FirstAccesses accesses) {
        this.accesses = accesses;
    }

    @Override
    public void requirePages(final long pages) {
        TracedPages.require(accesses.count(), pages);
    }

    @Override
    public void demanded(final long page) {}

    @Override
    public long next(final PageSet absent) {
        while (done < accesses.count()) {
            final long page = accesses.page(done++);
            if (absent.contains(page)) {
                return page;
            }
        }
        // After a cut pages may be absent again that were passed.
        return absent.next(0);
    }
}
