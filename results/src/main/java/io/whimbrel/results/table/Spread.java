package io.whimbrel.results.table;

import java.util.Collection;
import java.util.Objects;

/**
 * The middle and the ends of what the repetitions of one variant gave.
 *
 * @param min    the smallest
 * @param median the middle; the mean of the two middle ones of an even number
 * @param max    the largest
 */
public record Spread(double min, double median, double max) {

    /**
     * Of those repetitions that have a value.
     *
     * @param values nulls are left out
     * @return the spread, or null when there is no value at all
     */
    public static Spread of(final Collection<? extends Number> values) {
        final double[] sorted = values.stream().filter(Objects::nonNull).mapToDouble(Number::doubleValue).sorted()
                .toArray();
        if (sorted.length == 0) {
            return null;
        }
        final int half = sorted.length / 2;
        final double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
