package io.whimbrel.results.optimum;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.Random;

/** Random histories for properties. */
final class Histories {

    private Histories() {}

    /** Accesses at random instants from 1 on, several at the same one among them. */
    static AccessHistory random(final Random random, final int pages, final int accesses, final int meanGapNs) {
        final AccessHistory history = new AccessHistory(pages);
        long timeNs = 1;
        for (int i = 0; i < accesses; i++) {
            timeNs += random.nextInt(2 * meanGapNs + 1);
            history.add(timeNs, random.nextInt(pages));
        }
        return history;
    }

    /** Writes at a steady rate, each page equally likely. */
    static AccessHistory uniform(final Random random, final int pages, final int accesses, final long gapNs) {
        final AccessHistory history = new AccessHistory(pages);
        for (int i = 1; i <= accesses; i++) {
            history.add(i * gapNs, random.nextInt(pages));
        }
        return history;
    }

    static HierarchicalBitmap somePages(final Random random, final int pages) {
        final HierarchicalBitmap some = new HierarchicalBitmap(pages);
        for (int page = 0; page < pages; page++) {
            if (random.nextInt(3) == 0) {
                some.add(page);
            }
        }
        return some;
    }

    static long lastTimeNs(final AccessHistory history) {
        return history.size() == 0 ? 0 : history.timeNs(history.size() - 1);
    }
}
