package io.whimbrel.results.model;

import java.util.Locale;

/**
 * The dirty curve, applied round by round: V(k+1) = w(V(k) / B). It is what a migration with round-snapshot semantics
 * does, and comes down to the largest V that w reproduces. There is such a floor above zero exactly when clean pages are
 * dirtied faster than the link carries them, w'(0) &gt; B; then no number of rounds gets beneath it.
 *
 * <p>Applies wherever the curve does: rounds longer than it is known for are extrapolated, and a guest that changes its
 * ways during the migration has no one curve.
 */
public final class RoundsModel implements PrecopyModel {

    /** Makes the model. */
    public RoundsModel() {}

    @Override
    public String name() {
        return "rounds";
    }

    @Override
    public Prediction predict(final ModelledGuest guest, final ModelledLink link, final double downtimeLimitSeconds) {
        return new Rounds(guest, link).predict(name(), guest.dirty(), downtimeLimitSeconds,
                longest -> extrapolation(guest.dirty(), longest));
    }

    static String extrapolation(final DirtyCurve dirty, final double seconds) {
        return seconds <= dirty.horizonSeconds()
                ? ""
                : String.format(Locale.ROOT, "extrapolated: dirtying is known for %.3g s, a pass takes %.3g s",
                        dirty.horizonSeconds(), seconds);
    }
}
