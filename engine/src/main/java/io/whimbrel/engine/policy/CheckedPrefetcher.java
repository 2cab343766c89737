package io.whimbrel.engine.policy;

import io.whimbrel.engine.memory.PageSet;

/**
 * Holds a prefetcher to its word: a page that is not absent would cross twice.
 *
 * @param prefetcher what chooses
 */
public record CheckedPrefetcher(Prefetcher prefetcher) implements Prefetcher {

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
        prefetcher.demanded(page);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when what was chosen is not absent
     */
    @Override
    public long next(final PageSet absent) {
        final long page = prefetcher.next(absent);
        if (page != PageSet.NONE && !(page >= 0 && page < absent.pages() && absent.contains(page))) {
            throw new IllegalStateException("the prefetcher chose page " + page + ", which is not absent");
        }
        return page;
    }
}
