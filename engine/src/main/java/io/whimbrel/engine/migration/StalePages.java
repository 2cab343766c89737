package io.whimbrel.engine.migration;

import io.whimbrel.engine.memory.PageSet;
import java.util.Arrays;

/** Tells the destination which of the pages it has are out of date, before the guest runs there. */
final class StalePages {

    private final PageSet stale;
    private final long[] words;
    private long next;

    StalePages(final PageSet stale, final PageSender sender) {
        this.stale = stale;
        this.words = new long[sender.maxStaleWords()];
    }

    /** Sends as much as there is room for; true when all is told. */
    boolean send(final PageSender sender, final long nowNs) {
        while (true) {
            final long first = stale.next(next);
            if (first == PageSet.NONE) {
                return true;
            }
            final long base = first & -Long.SIZE;
            if (!sender.takeStale(base, words, gather(base), nowNs)) {
                return false;
            }
            next = base + ((long) words.length << 6);
        }
    }

    /** Fills the words from a page on; how many of them count. */
    private int gather(final long base) {
        Arrays.fill(words, 0);
        final long end = base + ((long) words.length << 6);
        int count = 0;
        for (long page = stale.next(base); page != PageSet.NONE && page < end; page = stale.next(page + 1)) {
            final int bit = (int) (page - base);
            words[bit >> 6] |= 1L << bit;
            count = (bit >> 6) + 1;
        }
        return count;
    }
}
