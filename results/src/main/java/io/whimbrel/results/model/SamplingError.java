package io.whimbrel.results.model;

/**
 * How far a share that was measured on a sample of pages may be from that of all pages: the normal approximation of the
 * 95 % interval.
 *
 * <p>Applies when the sample was drawn at random and is a small part of the guest, and at least about ten of its pages
 * are of either kind; with fewer the interval is too narrow, and at none or all it vanishes.
 */
public final class SamplingError {

    private static final double Z_95 = 1.96;
    private static final double ENOUGH = 10;

    private SamplingError() {}

    /**
     * Half the width of the interval.
     *
     * @param share  the share measured, 0 to 1
     * @param sample pages in the sample, at least 1
     * @return share
     */
    public static double halfWidth(final double share, final long sample) {
        return Z_95 * Math.sqrt(share * (1 - share) / sample);
    }

    /**
     * Whether the interval is to be trusted.
     *
     * @param share  the share measured, 0 to 1
     * @param sample pages in the sample, at least 1
     * @return true when enough pages of either kind were met
     */
    public static boolean applies(final double share, final long sample) {
        return Math.min(share, 1 - share) * sample >= ENOUGH;
    }
}
