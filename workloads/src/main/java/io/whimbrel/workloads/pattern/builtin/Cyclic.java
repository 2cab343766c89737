package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.RandomStream;

/**
 * The first few items in order, over and over: the worst case for everything that bets on recency.
 *
 * @param period how many items; each is visited again after as many accesses
 */
record Cyclic(long period) implements AccessPattern {

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        if (period > items) {
            throw new IllegalArgumentException(
                    "cyclic: a period of " + period + " exceeds the " + items + " items that a vCPU has");
        }
        return new SteppingStream(items) {
            @Override
            long after(final long item, final long itemCount) {
                return item + 1 < period ? item + 1 : 0;
            }
        };
    }
}
