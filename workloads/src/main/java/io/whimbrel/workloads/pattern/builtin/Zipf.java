package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.Permutation;
import io.whimbrel.workloads.random.RandomStream;
import io.whimbrel.workloads.random.ZipfSampler;

/**
 * The item of rank r is drawn in proportion to {@code 1 / r^skew}.
 *
 * @param skew      exponent; 0 is uniform
 * @param placement which item has which rank
 */
record Zipf(double skew, Placement placement) implements AccessPattern {

    /** Which item has which rank. */
    enum Placement {
        /** The ranks are scattered over the items: no neighbourhood of hot items. */
        SCATTERED,
        /** The first item is the hottest, the next one the second hottest, and so on. */
        RANKED,
        /** The last item is the hottest, the one before it the second hottest, and so on. */
        LATEST
    }

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        return switch (placement) {
            case SCATTERED -> new Scattered(items, random);
            case RANKED -> new Ranked(items, random);
            case LATEST -> new Latest(items, random);
        };
    }

    private abstract class Ranks extends MemorylessStream {

        private final RandomStream random;
        private final ZipfSampler sampler;

        Ranks(final long items, final RandomStream random) {
            super(items);
            this.random = random;
            this.sampler = new ZipfSampler(skew, items);
        }

        final long nextRank() {
            return sampler.next(random);
        }

        @Override
        public void resize(final long count) {
            super.resize(count);
            sampler.resize(count);
        }
    }

    private final class Scattered extends Ranks {

        private final Permutation permutation;

        Scattered(final long items, final RandomStream random) {
            super(items, random);
            permutation = new Permutation(items);
        }

        @Override
        public long next(final long startNs) {
            return permutation.apply(nextRank());
        }

        @Override
        public void resize(final long count) {
            super.resize(count);
            permutation.resize(count);
        }
    }

    private final class Ranked extends Ranks {

        Ranked(final long items, final RandomStream random) {
            super(items, random);
        }

        @Override
        public long next(final long startNs) {
            return nextRank();
        }
    }

    private final class Latest extends Ranks {

        Latest(final long items, final RandomStream random) {
            super(items, random);
        }

        @Override
        public long next(final long startNs) {
            return items() - 1 - nextRank();
        }
    }
}
