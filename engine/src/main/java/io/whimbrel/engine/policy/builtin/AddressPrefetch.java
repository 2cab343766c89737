package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/** Pushes from the first page to the last, whatever is demanded. */
public final class AddressPrefetch implements Prefetcher {

    private long from;

    /** Makes the prefetcher of one migration. */
    public AddressPrefetch() {}

    @Override
    public void demanded(final long page) {}

    @Override
    public long next(final PageSet absent) {
        long page = absent.next(from);
        if (page == PageSet.NONE) {
            // After a cut pages may be absent again that were passed.
            page = absent.next(0);
        }
        from = page + 1;
        return page;
    }
}
