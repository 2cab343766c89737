package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.PageGeometry;
import java.util.SplittableRandom;

/**
 * Where a benchmark writes: distinct pages in random order, and in each page another word, as word 0 of every page
 * would fall into one and the same set of the processor's cache.
 */
final class Addresses {

    private static final int WORDS_PER_PAGE_MASK = PageGeometry.MIN_PAGE_BYTES / Long.BYTES - 1;

    private Addresses() {}

    /** Distinct pages, scattered uniformly, in random order. */
    static long[] scatteredPages(final PageGeometry geometry, final int count, final long seed) {
        return new SplittableRandom(seed).longs(0, geometry.pages()).distinct().limit(count).toArray();
    }

    /** Offsets of one aligned word in each of some pages. */
    static long[] offsets(final PageGeometry geometry, final long[] pages, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long[] offsets = new long[pages.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = geometry.offsetOf(pages[i]) + (random.nextInt() & WORDS_PER_PAGE_MASK) * (long) Long.BYTES;
        }
        return offsets;
    }
}
