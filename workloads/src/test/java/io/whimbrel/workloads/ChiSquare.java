package io.whimbrel.workloads;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Pearson's test of whether counts fit probabilities. Seeds are fixed, so it decides the same each time. */
public final class ChiSquare {

    private static final double LEAST_EXPECTED = 5;
    /** Standard normal quantile that a right distribution exceeds once in 10,000 tests. */
    private static final double QUANTILE = 3.72;

    private ChiSquare() {}

    /** Neighbouring cells are merged until 5 are expected in each, without which the test says nothing. */
    public static void assertFits(final double[] probabilities, final long[] counts) {
        long draws = 0;
        for (final long count : counts) {
            draws += count;
        }
        double statistic = 0;
        int cells = 0;
        double expected = 0;
        long counted = 0;
        double expectedLeft = draws;
        for (int i = 0; i < counts.length; i++) {
            expected += probabilities[i] * draws;
            counted += counts[i];
            expectedLeft -= probabilities[i] * draws;
            if (expected >= LEAST_EXPECTED && (expectedLeft >= LEAST_EXPECTED || i == counts.length - 1)) {
                statistic += (counted - expected) * (counted - expected) / expected;
                cells++;
                expected = 0;
                counted = 0;
            }
        }
        final int degrees = cells - 1;
        // Wilson and Hilferty's approximation of the quantile.
        final double spread = 2.0 / (9 * degrees);
        final double limit = degrees * Math.pow(1 - spread + QUANTILE * Math.sqrt(spread), 3);
        assertTrue(degrees > 0 && statistic <= limit,
                "chi square of " + statistic + " exceeds " + limit + " at " + degrees + " degrees of freedom");
    }
}
