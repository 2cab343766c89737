package io.whimbrel.harness.predict;

import io.whimbrel.results.model.ModelledGuest;
import io.whimbrel.results.optimum.AccessHistory;
import io.whimbrel.results.optimum.PostcopyOptimum;

/**
 * What is to be predicted.
 *
 * @param guest    the guest as the models see it
 * @param accesses what it accesses from the instant on at which it would be resumed, time 0; null where that is not
 *                 known
 */
public record Subject(ModelledGuest guest, AccessHistory accesses) {

    private static final double NS_PER_SECOND = 1e9;

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
