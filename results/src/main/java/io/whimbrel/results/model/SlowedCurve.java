package io.whimbrel.results.model;

/** The curve of a guest that may run only for a share of the time: what it did within t now takes t / (1 - throttle). */
record SlowedCurve(DirtyCurve full, double throttle) implements DirtyCurve {

    SlowedCurve {
        if (!(throttle >= 0 && throttle < 1)) {
            throw new IllegalArgumentException("a throttle is from 0 to less than 1, not " + throttle);
        }
    }

    @Override
    public double pages(final double seconds) {
        return full.pages((1 - throttle) * seconds);
    }

    @Override
    public double pagesPerSecond() {
        return (1 - throttle) * full.pagesPerSecond();
    }

    @Override
    public double workingSetPages() {
        return full.workingSetPages();
    }

    @Override
    public double horizonSeconds() {
        return full.horizonSeconds() / (1 - throttle);
    }

    @Override
    public double pagesAfterRandomWait(final double meanWaitSeconds) {
        return full.pagesAfterRandomWait((1 - throttle) * meanWaitSeconds);
    }
}
