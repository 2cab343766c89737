package io.whimbrel.results.score;

import java.util.Arrays;
import java.util.List;

/**
 * How relative errors are distributed.
 *
 * @param absolute their absolute values, ascending
 * @param bias     the median of the signed ones: above 0 where too much was expected; null where there is none
 */
public record Errors(List<Double> absolute, Double bias) {

    /** Copies the list. */
    public Errors {
        absolute = List.copyOf(absolute);
    }

    /**
     * Sorts errors.
     *
     * @param signed relative errors, in any order
     * @return their distribution
     */
    public static Errors of(final double... signed) {
        final double[] ascending = signed.clone();
        Arrays.sort(ascending);
        return new Errors(Arrays.stream(signed).map(Math::abs).sorted().boxed().toList(),
                signed.length == 0 ? null : ascending[rank(0.5, signed.length)]);
    }

    /**
     * How many there are.
     *
     * @return count
     */
    public int count() {
        return absolute.size();
    }

    /**
     * The error that so many do not exceed: the smallest one for which that is true.
     *
     * @param share 0 to 1
     * @return absolute relative error; null where there is none at all
     */
    public Double quantile(final double share) {
        return absolute.isEmpty() ? null : absolute.get(rank(share, absolute.size()));
    }

    private static int rank(final double share, final int count) {
        return Math.max(0, (int) Math.ceil(share * count) - 1);
    }
}
