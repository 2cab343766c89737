package io.whimbrel.results.model;

import java.util.Locale;

/**
 * Pages are dirtied at one rate until the working set is dirty, then none: V(k+1) = min(rate V(k) / B, C). It comes down
 * to nothing when the rate is below the link's, and otherwise stays at C.
 *
 * <p>Applies when a page is written again only after all others of the working set: the curve rises straight to a knee.
 * One that bends has rewritten pages long before, and then the model expects too many.
 */
public final class CappedLinearModel implements PrecopyModel {

    private static final double MUCH_OF_THE_KNEE = 0.9;

    /** Makes the model. */
    public CappedLinearModel() {}

    @Override
    public String name() {
        return "capped-linear";
    }

    @Override
    public Prediction predict(final ModelledGuest guest, final ModelledLink link, final double downtimeLimitSeconds) {
        final Knee knee = new Knee(guest.dirty());
        return new Rounds(guest, link).predict(name(), knee, downtimeLimitSeconds, longest -> knee.caveat());
    }

    /** Straight up to the working set, then flat. */
    private record Knee(DirtyCurve dirty) implements DirtyCurve {

        @Override
        public double pages(final double seconds) {
            return Math.min(pagesPerSecond() * seconds, workingSetPages());
        }

        @Override
        public double pagesPerSecond() {
            return dirty.pagesPerSecond();
        }

        @Override
        public double workingSetPages() {
            return dirty.workingSetPages();
        }

        @Override
        public double horizonSeconds() {
            return dirty.horizonSeconds();
        }

        private String caveat() {
            final double reached = workingSetPages() == 0
                    ? 1
                    : dirty.pages(workingSetPages() / pagesPerSecond()) / workingSetPages();
            return reached >= MUCH_OF_THE_KNEE
                    ? ""
                    : String.format(Locale.ROOT, "pages are rewritten early: %.0f %% of the working set is dirty "
                            + "when this model has all of it dirty", 100 * reached);
        }
    }
}
