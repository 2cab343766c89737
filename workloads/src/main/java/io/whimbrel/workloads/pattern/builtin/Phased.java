package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.RandomStream;

/**
 * A hot set that takes all accesses, stays for a period, and then moves on through the items. The periods are counted
 * in the operations' intended starts, so that a pause does not shift them.
 *
 * @param periodNs how long the hot set stays, in nanoseconds
 * @param overlap  share of the hot set that is in the next hot set too
 * @param fraction of the items that are hot; at least one is
 */
record Phased(long periodNs, double overlap, double fraction) implements AccessPattern {

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        return new MemorylessStream(items) {

            private long hot = HotSet.size(fraction, items);

            @Override
            public long next(final long startNs) {
                // Reduced before the product, which would otherwise overflow in a large guest that runs for long.
                final long base = Math.floorMod(startNs / periodNs, items()) * step(hot);
                return (base % items() + random.nextLong(hot)) % items();
            }

            @Override
            public void resize(final long count) {
                super.resize(count);
                hot = HotSet.size(fraction, count);
            }
        };
    }

    private long step(final long hot) {
        return overlap == 1 ? 0 : Math.max(1, Math.round((1 - overlap) * hot));
    }
}
