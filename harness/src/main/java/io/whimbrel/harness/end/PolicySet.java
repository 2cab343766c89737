package io.whimbrel.harness.end;

import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.migration.Policies;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.DowntimePredictor;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.policy.Throttle;
import io.whimbrel.engine.policy.WorkingSetEstimator;
import io.whimbrel.engine.policy.builtin.AddressOrder;
import io.whimbrel.engine.policy.builtin.ContinuePrefetch;
import io.whimbrel.harness.scenario.MigrationSettings;

/** Makes the policies of one migration out of a scenario's references. */
public final class PolicySet {

    private PolicySet() {}

    /**
     * The policies.
     *
     * @param settings          references to them
     * @param capBytesPerSecond the cap that the scenario puts on the link; {@link Long#MAX_VALUE} for none
     * @param catalog           where plug-ins are found
     * @return new ones
     */
    public static Policies of(final MigrationSettings settings, final long capBytesPerSecond,
            final PluginCatalog catalog) {
        return new Policies(catalog.create(DirtySync.class, settings.sync()),
                catalog.create(SendOrder.class, settings.order()),
                catalog.create(PageEncoding.class, settings.encoding()),
                catalog.create(Throttle.class, settings.throttle()),
                new CappedRate(catalog.create(RatePolicy.class, settings.rate()), capBytesPerSecond),
                catalog.create(Convergence.class, settings.convergence()),
                catalog.create(WorkingSetEstimator.class, settings.workingSet()),
                catalog.create(DowntimePredictor.class, settings.predictor()),
                catalog.create(Prefetcher.class, settings.prefetch()));
    }

    /**
     * The policies for the guest of a rehearsal. Those that are for the scenario's own guest only give way to the usual ones.
     *
     * @param settings          references to them
     * @param capBytesPerSecond the cap to rehearse with; {@link Long#MAX_VALUE} for none
     * @param pages             pages of the rehearsed guest
     * @param catalog           where plug-ins are found
     * @return new ones
     */
    static Policies rehearsing(final MigrationSettings settings, final long capBytesPerSecond, final long pages,
            final PluginCatalog catalog) {
        final Policies wanted = of(settings, capBytesPerSecond, catalog);
        return new Policies(wanted.sync(),
                fits(() -> wanted.order().requirePages(pages)) ? wanted.order() : new AddressOrder(),
                wanted.encoding(), wanted.throttle(), wanted.rate(), wanted.convergence(), wanted.workingSet(),
                wanted.predictor(),
                fits(() -> wanted.prefetcher().requirePages(pages)) ? wanted.prefetcher() : new ContinuePrefetch());
    }

    private static boolean fits(final Runnable judge) {
        try {
            judge.run();
            return true;
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * How long the ends wait for each other.
     *
     * @param settings holds the time limit
     * @return timings
     */
    public static MigrationTimings timings(final MigrationSettings settings) {
        final MigrationTimings usual = MigrationTimings.DEFAULT;
        return new MigrationTimings(usual.heartbeatIntervalNs(), usual.peerTimeoutNs(), usual.connectTimeoutNs(),
                settings.timeoutNs());
    }
}
