package io.whimbrel.workloads.random;

/**
 * Draws ranks with probability proportional to {@code 1 / (rank + 1)^skew}, exactly and without a table, after
 * W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions",
 * ACM TOMACS 6(3), 1996.
 *
 * <p>The histogram of the probabilities is covered by the area under {@code h(x) = x^-skew}, whose integral {@code H}
 * can be inverted; a point below the curve that lies outside the histogram is drawn again, which for all ranks but the
 * first few is rare. The elementary functions are {@link StrictMath}'s, so that every machine draws the same ranks.
 */
public final class ZipfSampler {

    private final double skew;
    private final double oneMinusSkew;
    private final double integralFirst;
    private final double acceptance;
    private long ranks;
    private double integralLast;

    /**
     * Makes a sampler.
     *
     * @param skew  exponent, at least 0, which makes all ranks equally likely
     * @param ranks how many ranks there are, at least 1
     */
    public ZipfSampler(final double skew, final long ranks) {
        this.skew = skew;
        this.oneMinusSkew = 1 - skew;
        this.integralFirst = integral(1.5) - 1;
        this.acceptance = 2 - inverse(integral(2.5) - density(2));
        resize(ranks);
    }

    /**
     * Changes the number of ranks.
     *
     * @param count at least 1
     */
    public void resize(final long count) {
        ranks = count;
        integralLast = integral(count + 0.5);
    }

    /**
     * Draws a rank.
     *
     * @param random where the randomness comes from
     * @return a rank from 0, the likeliest
     */
    public long next(final RandomStream random) {
        while (true) {
            final double area = integralLast + random.nextDouble() * (integralFirst - integralLast);
            final double x = inverse(area);
            final long nearest = Math.clamp((long) (x + 0.5), 1L, ranks);
            if (nearest - x <= acceptance || area >= integral(nearest + 0.5) - density(nearest)) {
                return nearest - 1;
            }
        }
    }

    private double density(final double x) {
        return StrictMath.exp(-skew * StrictMath.log(x));
    }

    private double integral(final double x) {
        final double logarithm = StrictMath.log(x);
        return oneMinusSkew == 0 ? logarithm : StrictMath.expm1(oneMinusSkew * logarithm) / oneMinusSkew;
    }

    private double inverse(final double area) {
        // Rounding may carry the argument of the logarithm below its domain, where the area ends for a skew above 1.
        return StrictMath.exp(oneMinusSkew == 0
                ? area
                : StrictMath.log1p(Math.max(-1, area * oneMinusSkew)) / oneMinusSkew);
    }
}
