package io.whimbrel.jmh.peer;

import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.migration.Policies;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.DowntimePredictor;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.policy.Throttle;
import io.whimbrel.engine.policy.WorkingSetEstimator;
import io.whimbrel.engine.tracking.TrackerFactory;

/**
 * How it is migrated: references to plug-ins. What is not named here is as by default.
 *
 * @param strategy    the way to migrate
 * @param tracker     the dirty tracker
 * @param sync        when dirty bits are read
 * @param encoding    how a page is put on the wire
 * @param convergence when to stop
 * @param rate        how fast pages may be sent
 */
public record MigrationPlan(String strategy, String tracker, String sync, String encoding, String convergence,
        String rate) {

    private static final String NO_CAP = "fixed";

    /**
     * The default in all but the strategy.
     *
     * @param strategy the way to migrate
     * @return the plan
     */
    public static MigrationPlan by(final String strategy) {
        return new MigrationPlan(strategy, "epoch", "round-snapshot", "zero-elide", "downtime-limit(300ms)", NO_CAP);
    }

    /**
     * The same at another rate.
     *
     * @param newRate a reference to a rate policy
     * @return the plan
     */
    public MigrationPlan at(final String newRate) {
        return new MigrationPlan(strategy, tracker, sync, encoding, convergence, newRate);
    }

    /**
     * As asked for, and by default in what is not named.
     *
     * @param strategy    the way to migrate
     * @param tracker     the dirty tracker
     * @param sync        when dirty bits are read
     * @param encoding    how a page is put on the wire
     * @param convergence when to stop
     * @return the plan
     */
    public static MigrationPlan of(final String strategy, final String tracker, final String sync,
            final String encoding, final String convergence) {
        return new MigrationPlan(strategy, tracker, sync, encoding, convergence, NO_CAP);
    }

    /** Makes the strategy of one migration.
     *
     * @return a new one
     */
    public MigrationStrategy newStrategy() {
        return Plugins.CATALOG.create(MigrationStrategy.class, strategy);
    }

    TrackerFactory trackers() {
        return Plugins.CATALOG.create(TrackerFactory.class, tracker);
    }

    /**
     * Makes the policies of one migration: they keep state.
     *
     * @return new ones
     */
    public Policies newPolicies() {
        return new Policies(Plugins.CATALOG.create(DirtySync.class, sync),
                Plugins.CATALOG.create(SendOrder.class, "address"),
                Plugins.CATALOG.create(PageEncoding.class, encoding),
                Plugins.CATALOG.create(Throttle.class, "none"),
                Plugins.CATALOG.create(RatePolicy.class, rate),
                Plugins.CATALOG.create(Convergence.class, convergence),
                Plugins.CATALOG.create(WorkingSetEstimator.class, "last-sync"),
                Plugins.CATALOG.create(DowntimePredictor.class, "bandwidth"),
                Plugins.CATALOG.create(Prefetcher.class, "continue"));
    }
}
