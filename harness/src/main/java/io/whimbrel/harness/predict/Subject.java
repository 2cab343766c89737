package io.whimbrel.harness.predict;

import io.whimbrel.results.model.Forecast;
import io.whimbrel.results.model.ModelledGuest;
import io.whimbrel.results.model.PrecopyModel;
import io.whimbrel.results.optimum.AccessHistory;
import io.whimbrel.results.optimum.PostcopyOptimum;
import java.util.List;

/**
 * What is to be predicted.
 *
 * @param guest    the guest as the models see it
 * @param models   those that have something to say about it, the first of them the most to be relied on
 * @param accesses what it accesses from the instant on at which it would be resumed, time 0; null where that is not
 *                 known
 */
public record Subject(ModelledGuest guest, List<PrecopyModel> models, AccessHistory accesses) {

    private static final double NS_PER_SECOND = 1e9;

    /** Copies the list. */
    public Subject {
        models = List.copyOf(models);
    }

    /**
     * A guest of which only the curve is known.
     *
     * @param guest the guest
     * @return what is to be predicted
     */
    static Subject of(final ModelledGuest guest) {
        return new Subject(guest, Forecast.MODELS, null);
    }

    /**
     * The least that the guest would stand still in post-copy.
     *
     * @param bytesPerSecond what the link carries
     * @param headerBytes    what goes with every page
     * @return nanoseconds; null where its accesses are not known
     */
    public Long postcopyStallNs(final long bytesPerSecond, final double headerBytes) {
        if (accesses == null) {
            return null;
        }
        final double pageNs = (guest.pageBytes() + headerBytes) / bytesPerSecond * NS_PER_SECOND;
        return Math.round(new PostcopyOptimum(accesses, pageNs).stallNs(-1));
    }
}
