package io.whimbrel.results.model;

/** A guest of a thousand pages and a link that carries a thousand of them in a second, for sums that fit a head. */
final class Guests {

    static final ModelledLink LINK = new ModelledLink(4_100_000, 4);

    private Guests() {}

    static ModelledGuest with(final DirtyCurve dirty) {
        return new ModelledGuest(1_000, 0, 4_096, dirty);
    }

    /** Dirties as many pages in every second, until all are dirty. */
    static ModelledGuest steady(final double pagesPerSecond) {
        return with(new MeasuredCurve(new double[]{1e-3}, new double[]{pagesPerSecond * 1e-3}, 1_000));
    }

    /** Dirties 300 pages within the first tenth of a second and 300 more until the end of it. */
    static ModelledGuest bent() {
        return with(new MeasuredCurve(new double[]{0.1, 1}, new double[]{300, 600}, 1_000));
    }
}
