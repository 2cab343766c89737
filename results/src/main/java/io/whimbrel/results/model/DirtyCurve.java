package io.whimbrel.results.model;

/**
 * How many distinct pages a guest is expected to write within a time, counted from an instant at which all were clean:
 * w(t) of the literature. Zero at zero, never falling, and for most guests concave, because the more pages are dirty the
 * likelier a write meets one of them. Pages are expectations and may be fractional.
 */
public interface DirtyCurve {

    /**
     * The pages dirtied within a time.
     *
     * @param seconds at least 0
     * @return distinct pages
     */
    double pages(double seconds);

    /**
     * The rate at which the first pages are dirtied: the slope at zero.
     *
     * @return pages per second
     */
    double pagesPerSecond();

    /**
     * The pages that are known to be written again and again.
     *
     * @return the largest number of distinct pages that the curve rests on, not an extrapolation
     */
    double workingSetPages();

    /**
     * How far the curve is known; beyond it is extrapolated.
     *
     * @return seconds, infinite for a formula
     */
    double horizonSeconds();

    /**
     * The pages that are dirty at any instant if each is cleaned, once dirty, after a wait that is exponentially
     * distributed: the mean of the curve over such waits. A page written at rate r is then dirty for the share
     * {@code r W / (1 + r W)} of the time, as in a scan that visits pages without regard to how long they have been dirty.
     *
     * @param meanWaitSeconds mean wait W, more than 0
     * @return distinct pages
     */
    default double pagesAfterRandomWait(final double meanWaitSeconds) {
        final int steps = 1024;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += pages(-meanWaitSeconds * Math.log1p(-(i + 0.5) / steps));
        }
        return sum / steps;
    }

    /**
     * The curve of the same guest when it is held back.
     *
     * @param throttle share of the time that the guest must not run, 0 to less than 1
     * @return its curve, w((1 - throttle) t)
     */
    default DirtyCurve slowedBy(final double throttle) {
        return new SlowedCurve(this, throttle);
    }
}
