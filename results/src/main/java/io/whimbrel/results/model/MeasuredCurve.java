package io.whimbrel.results.model;

import java.util.Arrays;

/**
 * A curve through measured points: straight from the origin to the first, and from each to the next. Beyond the last it
 * goes on as steeply as between the last two, until every page of the guest is dirty.
 *
 * <p>For a concave curve, going on straight errs on the side of more dirty pages. Ending flat would err on the other: a
 * migration would seem to converge only because the measurement was short.
 */
public final class MeasuredCurve implements DirtyCurve {

    private final double[] seconds;
    private final double[] pages;
    private final double guestPages;

    /**
     * Joins points.
     *
     * @param seconds    times since all pages were clean, rising, more than 0
     * @param pages      distinct pages dirtied until then, never falling
     * @param guestPages pages of the guest
     */
    public MeasuredCurve(final double[] seconds, final double[] pages, final double guestPages) {
        if (seconds.length == 0 || seconds.length != pages.length) {
            throw new IllegalArgumentException(seconds.length + " times for " + pages.length + " counts of pages");
        }
        for (int i = 0; i < seconds.length; i++) {
            if (!(seconds[i] > (i == 0 ? 0 : seconds[i - 1]))) {
                throw new IllegalArgumentException("times must be more than 0 and rise, not " + seconds[i]);
            }
            if (!(pages[i] >= (i == 0 ? 0 : pages[i - 1]) && pages[i] <= guestPages)) {
                throw new IllegalArgumentException("dirtied pages must not fall nor be more than the guest has, not "
                        + pages[i]);
            }
        }
        this.seconds = seconds.clone();
        this.pages = pages.clone();
        this.guestPages = guestPages;
    }

    @Override
    public double pages(final double time) {
        final int found = Arrays.binarySearch(seconds, time);
        if (found >= 0) {
            return pages[found];
        }
        final int segment = Math.min(-found - 1, seconds.length - 1);
        return Math.min(guestPages, startPages(segment) + slope(segment) * (time - startSeconds(segment)));
    }

    private double startSeconds(final int segment) {
        return segment == 0 ? 0 : seconds[segment - 1];
    }

    private double startPages(final int segment) {
        return segment == 0 ? 0 : pages[segment - 1];
    }

    private double slope(final int segment) {
        return (pages[segment] - startPages(segment)) / (seconds[segment] - startSeconds(segment));
    }

    @Override
    public double pagesPerSecond() {
        return slope(0);
    }

    @Override
    public double workingSetPages() {
        return pages[pages.length - 1];
    }

    @Override
    public double horizonSeconds() {
        return seconds[seconds.length - 1];
    }
}
