package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/**
 * Pushes on from the page demanded last, and from the last page to the first: what is near a fault is likely to be
 * touched next. QEMU does so (migration/ram.c, {@code ram_save_host_page_urgent} and {@code find_dirty_block}).
 */
public final class ContinuePrefetch implements Prefetcher {

    private long from;

    /** Makes the prefetcher of one migration. */
    public ContinuePrefetch() {}

    @Override
    public void demanded(final long page) {
        from = page + 1;
    }

    @Override
    public long next(final PageSet absent) {
        long page = absent.next(from);
        if (page == PageSet.NONE) {
            page = absent.next(0);
        }
        from = page + 1;
        return page;
    }
}
