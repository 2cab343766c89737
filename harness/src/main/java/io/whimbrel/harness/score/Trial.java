package io.whimbrel.harness.score;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.predict.PredictionInput;
import io.whimbrel.harness.predict.Subject;
import io.whimbrel.harness.predict.WireCost;
import io.whimbrel.harness.run.Migrator;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.model.Forecast;
import io.whimbrel.results.score.Measured;

/** Has the models predict a migration, and runs it. */
public final class Trial {

    private final PluginCatalog catalog;
    private final Migrator migrator;

    /**
     * Prepares for any number of them.
     *
     * @param catalog  where plug-ins are found
     * @param migrator runs the migrations
     */
    public Trial(final PluginCatalog catalog, final Migrator migrator) {
        this.catalog = catalog;
        this.migrator = migrator;
    }

    /**
     * Predicts and runs one.
     *
     * @param workload what
     * @return both
     * @throws IllegalStateException when the migration fails for another reason than that it does not converge
     */
    public ScoredMigration of(final RandomWorkload workload) {
        final Variant variant = workload.variant();
        final Subject subject = PredictionInput.of(variant, catalog).subject(workload.bytesPerSecond());
        final Forecast forecast = Forecast.of(subject.models(), subject.guest(), workload.bytesPerSecond(),
                WireCost.headerBytes(subject.guest().pageBytes()), workload.limitNs(), null);
        return new ScoredMigration(variant.guest().geometry().pages(), text(variant, "guest.writes"),
                text(variant, "guest.arrival"), variant.migration().sync(), workload.bytesPerSecond(), workload.rho(),
                workload.limitNs(), measured(variant, migrator.migrate(variant, (role, message) -> {})),
                forecast.predictions());
    }

    private static String text(final Variant variant, final String key) {
        return variant.texts().get(key);
    }

    private static Measured measured(final Variant variant, final Pair pair) {
        if (pair.source() == null || pair.destination() == null || !pair.troubles().isEmpty()) {
            throw new IllegalStateException("a migration could not be run: " + pair.troubles() + " of "
                    + variant.texts());
        }
        final SourceReport report = pair.source().migration();
        final boolean converged = report.state() == SourceState.COMPLETED;
        if (!converged && !report.isNotConverged()) {
            throw new IllegalStateException("a migration has failed: " + report.reason() + " of " + variant.texts());
        }
        final ReplayVerdict verdict = converged ? pair.destination().verdict() : pair.source().verdict();
        if (!verdict.verified()) {
            throw new IllegalStateException("a guest is not what it should be: " + verdict + " of "
                    + variant.texts());
        }
        return converged
                ? new Measured(true, report.completedAtNs() - report.liveAtNs(), report.bytesSent(),
                        report.downtimeNs())
                : Measured.NEVER;
    }
}
