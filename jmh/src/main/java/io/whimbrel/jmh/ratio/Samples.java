package io.whimbrel.jmh.ratio;

import java.util.Arrays;

/**
 * The samples of one metric of one benchmark.
 *
 * @param values one per iteration, of all forks; at least one
 * @param unit   as JMH names it
 */
record Samples(double[] values, String unit) {

    Samples {
        values = values.clone();
        Arrays.sort(values);
    }

    double median() {
        return quantile(0.5);
    }

    double lowerQuartile() {
        return quantile(0.25);
    }

    double upperQuartile() {
        return quantile(0.75);
    }

    /** Interpolates between the two nearest samples. */
    private double quantile(final double share) {
        final double position = share * (values.length - 1);
        final int below = (int) position;
        final int above = Math.min(below + 1, values.length - 1);
        return values[below] + (position - below) * (values[above] - values[below]);
    }
}
