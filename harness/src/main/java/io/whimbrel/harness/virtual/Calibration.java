package io.whimbrel.harness.virtual;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.run.Migrator;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.table.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What virtual time must be told of this machine: the costs of the work, measured piece by piece, and the link, measured
 * by real migrations without a cap. Medians of several repetitions. The latency is that of the last message of the
 * handoff, in which a sleeping thread wakes up: downtimes of a few milliseconds are not predicted well by it.
 */
public final class Calibration {

    private static final double NS_PER_S = 1e9;
    private static final double KIB = 1024;

    private final Variant variant;
    private final PluginCatalog catalog;
    private final Migrator migrator;

    /**
     * Prepares to measure.
     *
     * @param variant  the guest to measure with; it must be stopped and copied, without a cap on the link
     * @param catalog  where plug-ins are found
     * @param migrator runs the real migrations
     */
    public Calibration(final Variant variant, final PluginCatalog catalog, final Migrator migrator) {
        this.variant = variant;
        this.catalog = catalog;
        this.migrator = migrator;
    }

    /**
     * Measures.
     *
     * @param repetitions of each piece and each migration
     * @return the values of the scenario's section {@code virtual}
     * @throws MigrationFailedException when a migration has failed
     */
    public Calibrated measure(final int repetitions) {
        final List<SourceReport> reports = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            reports.add(migrate());
        }
        final double kib = variant.guest().geometry().memoryBytes() / KIB;
        final double setupNs = median(reports, report -> report.liveAtNs() - report.requestedAtNs());
        final double bytesPerSecond = median(reports, report -> report.bytesSent() * NS_PER_S
                / Math.max(1, report.confirmedAtNs() - report.lastSyncedAtNs()));
        final double handoverNs = median(reports, report -> report.resumedAtNs() - report.releasedAtNs());
        final WorkCosts costs = new WorkCosts(variant, catalog);
        final double[] sides = costs.copyAndApplyNsPerKib(repetitions);
        final double encodeNs = costs.encodeNsPerKib(repetitions);
        return new Calibrated(
                String.format(Locale.ROOT,
                        "cpu(operation-ns=%.1f, idle-ns=%.0f, scan-ns=%.2f, populate-ns=%.1f, encode-ns=%.2f, "
                                + "copy-ns=%.1f, apply-ns=%.1f)",
                        costs.operationNs(repetitions), costs.idleNs(repetitions), costs.scanNsPerPage(repetitions),
                        setupNs / kib, encodeNs, Math.max(0, sides[0] - encodeNs), sides[1]),
                String.format(Locale.ROOT, "constant(bandwidth=%.0fMB/s, latency=%.0fus)", bytesPerSecond / 1e6,
                        handoverNs / 1e3));
    }

    private SourceReport migrate() {
        final Pair pair = migrator.migrate(variant, (role, message) -> {});
        if (pair.source() == null || pair.source().migration().state() != SourceState.COMPLETED) {
            throw new MigrationFailedException("a migration to calibrate by has failed: " + (pair.source() == null
                    ? String.join("; ", pair.troubles())
                    : pair.source().migration().reason()));
        }
        return pair.source().migration();
    }

    private static double median(final List<SourceReport> reports, final ToDoubleFunction<SourceReport> of) {
        return Spread.of(reports.stream().map(of::applyAsDouble).toList()).median();
    }

    /**
     * What was measured, as a scenario says it.
     *
     * @param costs reference to what processors take, for {@code virtual.costs}
     * @param link  reference to what the link is like, for {@code virtual.link}
     */
    public record Calibrated(String costs, String link) {

        /**
         * As part of a scenario file.
         *
         * @return lines of YAML
         */
        public String yaml() {
            return "virtual:\n  costs: " + costs + "\n  link: " + link + "\n";
        }
    }
}
