package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.RandomStream;

/**
 * A hot set at the start of the items takes a fixed share of the accesses; within the hot set, and within the rest,
 * every item is equally likely.
 *
 * @param fraction of the items that are hot; at least one is
 * @param share    of the accesses that go to them
 */
record Hotspot(double fraction, double share) implements AccessPattern {

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        return new MemorylessStream(items) {

            private long hot = HotSet.size(fraction, items);

            @Override
            public long next(final long startNs) {
                final boolean hit = random.nextDouble() < share;
                return hit || hot == items() ? random.nextLong(hot) : hot + random.nextLong(items() - hot);
            }

            @Override
            public void resize(final long count) {
                super.resize(count);
                hot = HotSet.size(fraction, count);
            }
        };
    }
}
