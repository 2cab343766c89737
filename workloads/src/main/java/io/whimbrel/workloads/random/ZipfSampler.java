package io.whimbrel.workloads.random;

/**
 * Draws ranks with probability proportional to {@code 1 / (rank + 1)^skew}, exactly whatever their number, after
 * W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions",
 * ACM TOMACS 6(3), 1996.
 *
 * <p>Ranks are numbered from 1 here. The histogram of their probabilities lies within the area under
 * {@code h(x) = x^-skew}, whose integral {@code H} can be inverted. Rank k takes the points from
 * {@code H(k + 1/2) - h(k)} to {@code H(k + 1/2)}; a point between two ranks is drawn again. The first ranks, which are
 * drawn most, are looked up in a small table of these bounds; for the later ones H is inverted.
 *
 * <p>The elementary functions are {@link StrictMath}'s, so that every machine draws the same ranks.
 */
public final class ZipfSampler {

    private static final int NEAR_RANKS = 512;
    private static final int CELLS = 1024;

    private final double skew;
    private final double oneMinusSkew;
    private final double[] nearStart = new double[NEAR_RANKS + 1];
    private final double[] nearEnd = new double[NEAR_RANKS + 1];
    /** For each of equal parts of the near ranks' area, the rank in which it begins. */
    private final short[] nearGuide = new short[CELLS];
    private final double cellsPerArea;
    private final double farAcceptance;
    private long ranks;
    private double end;

    /**
     * Makes a sampler.
     *
     * @param skew  exponent, at least 0, which makes all ranks equally likely
     * @param ranks how many ranks there are, at least 1
     */
    public ZipfSampler(final double skew, final long ranks) {
        this.skew = skew;
        this.oneMinusSkew = 1 - skew;
        for (int rank = 1; rank <= NEAR_RANKS; rank++) {
            nearStart[rank] = start(rank);
            nearEnd[rank] = integral(rank + 0.5);
        }
        cellsPerArea = CELLS / (nearEnd[NEAR_RANKS] - nearStart[1]);
        short rank = 1;
        for (int cell = 0; cell < CELLS; cell++) {
            while (nearEnd[rank] <= nearStart[1] + cell / cellsPerArea) {
                rank++;
            }
            nearGuide[cell] = rank;
        }
        // The gap between two ranks narrows, so that a distance that suffices here suffices further on.
        farAcceptance = NEAR_RANKS - inverse(nearStart[NEAR_RANKS]);
        resize(ranks);
    }

    /**
     * Changes the number of ranks.
     *
     * @param count at least 1
     */
    public void resize(final long count) {
        ranks = count;
        end = integral(count + 0.5);
    }

    /**
     * Draws a rank.
     *
     * @param random where the randomness comes from
     * @return a rank from 0, the likeliest
     */
    public long next(final RandomStream random) {
        while (true) {
            final double point = end + random.nextDouble() * (nearStart[1] - end);
            final long rank = point < nearEnd[NEAR_RANKS] ? near(point) : far(point);
            if (rank != 0) {
                // The very end of the area belongs to no rank, and is taken for the last one's.
                return Math.min(rank, ranks) - 1;
            }
        }
    }

    /** The rank in which a point lies, or 0. */
    private int near(final double point) {
        int rank = nearGuide[Math.min((int) ((point - nearStart[1]) * cellsPerArea), CELLS - 1)];
        // Rounding may have led to the cell after the right one.
        while (rank > 1 && point < nearEnd[rank - 1]) {
            rank--;
        }
        while (point >= nearEnd[rank]) {
            rank++;
        }
        return point >= nearStart[rank] ? rank : 0;
    }

    private long far(final double point) {
        final double x = inverse(point);
        final long rank = (long) (x + 0.5);
        return rank - x <= farAcceptance || point >= start(rank) ? rank : 0;
    }

    private double start(final long rank) {
        return integral(rank + 0.5) - density(rank);
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
