package io.whimbrel.results.model;

/**
 * The curve of a guest whose writes do not depend on one another (the independent reference model): a page written at
 * rate r is still clean after t with probability exp(-r t).
 *
 * <p>Pages of one rate form a class. Zipf's law gives each page a rate of its own; beyond the first
 * {@value #SINGLE_RANKS} ranks, neighbours whose rates differ by less than a percent share their mean.
 */
public final class IndependentCurve implements DirtyCurve {

    private static final int SINGLE_RANKS = 128;

    private final double[] pagesOfClass;
    private final double[] ratePerSecond;

    private IndependentCurve(final double[] pagesOfClass, final double[] ratePerSecond) {
        this.pagesOfClass = pagesOfClass;
        this.ratePerSecond = ratePerSecond;
    }

    /**
     * Every page of a hot set is equally likely to be written, and no other page is.
     *
     * @param hotPages        pages of the hot set, at least 1
     * @param writesPerSecond of the whole guest
     * @return its curve
     */
    public static DirtyCurve uniform(final double hotPages, final double writesPerSecond) {
        return new IndependentCurve(new double[]{hotPages}, new double[]{writesPerSecond / hotPages});
    }

    /**
     * A hot set takes a share of the writes, the other pages take the rest; within each all pages are equally likely.
     *
     * @param pages           pages of the guest
     * @param hotPages        how many of them are hot, at least 1 and fewer than all
     * @param hotShare        share of the writes that go to them
     * @param writesPerSecond of the whole guest
     * @return its curve
     */
    public static DirtyCurve hotspot(final double pages, final double hotPages, final double hotShare,
            final double writesPerSecond) {
        final double coldPages = pages - hotPages;
        return new IndependentCurve(new double[]{hotPages, coldPages}, new double[]{
            hotShare * writesPerSecond / hotPages, (1 - hotShare) * writesPerSecond / coldPages});
    }

    /**
     * The page of rank k, from 1, is written with probability proportional to k^-skew.
     *
     * @param pages           pages of the guest
     * @param skew            exponent, at least 0
     * @param writesPerSecond of the whole guest
     * @return its curve
     */
    public static DirtyCurve zipf(final int pages, final double skew, final double writesPerSecond) {
        final double[] counts = new double[pages];
        final double[] weights = new double[pages];
        double total = 0;
        int classes = 0;
        for (int first = 1; first <= pages; classes++) {
            final int end = (int) Math.min(pages + 1L, first < SINGLE_RANKS ? first + 1 : first + first / 128L);
            double weight = 0;
            for (int rank = first; rank < end; rank++) {
                weight += Math.pow(rank, -skew);
            }
            counts[classes] = end - first;
            weights[classes] = weight / counts[classes];
            total += weight;
            first = end;
        }
        final double[] rates = new double[classes];
        for (int i = 0; i < classes; i++) {
            rates[i] = writesPerSecond * weights[i] / total;
        }
        return new IndependentCurve(java.util.Arrays.copyOf(counts, classes), rates);
    }

    @Override
    public double pages(final double seconds) {
        double sum = 0;
        for (int i = 0; i < pagesOfClass.length; i++) {
            sum -= pagesOfClass[i] * Math.expm1(-ratePerSecond[i] * seconds);
        }
        return sum;
    }

    @Override
    public double pagesAfterRandomWait(final double meanWaitSeconds) {
        double sum = 0;
        for (int i = 0; i < pagesOfClass.length; i++) {
            final double writesPerWait = ratePerSecond[i] * meanWaitSeconds;
            sum += pagesOfClass[i] * writesPerWait / (1 + writesPerWait);
        }
        return sum;
    }

    @Override
    public double pagesPerSecond() {
        double sum = 0;
        for (int i = 0; i < pagesOfClass.length; i++) {
            sum += pagesOfClass[i] * ratePerSecond[i];
        }
        return sum;
    }

    @Override
    public double workingSetPages() {
        double sum = 0;
        for (final double pages : pagesOfClass) {
            sum += pages;
        }
        return sum;
    }

    @Override
    public double horizonSeconds() {
        return Double.POSITIVE_INFINITY;
    }
}
