package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.DowntimePredictor;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.policy.Throttle;
import io.whimbrel.engine.policy.WorkingSetEstimator;

/**
 * The heuristics of one migration, each its own choice. Objects keep state, so none may serve two migrations.
 *
 * @param sync        when dirty bits are read
 * @param order       which page next
 * @param encoding    how a page is put on the wire
 * @param throttle    how much the guest is slowed
 * @param rate        how fast pages may be sent
 * @param convergence when to stop
 * @param workingSet  how large the working set is thought to be
 * @param predictor   how long a pause now is thought to last
 * @param prefetcher  which absent page next, in post-copy
 */
public record Policies(DirtySync sync, SendOrder order, PageEncoding encoding, Throttle throttle, RatePolicy rate,
        Convergence convergence, WorkingSetEstimator workingSet, DowntimePredictor predictor, Prefetcher prefetcher) {

    /**
     * Says whether they are for such a guest.
     *
     * @param pages pages of the guest
     * @throws IllegalArgumentException in one line, when one of them is for another guest
     */
    public void requirePages(final long pages) {
        order.requirePages(pages);
        prefetcher.requirePages(pages);
    }
}
