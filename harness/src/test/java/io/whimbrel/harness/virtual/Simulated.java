package io.whimbrel.harness.virtual;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.run.Hindsight;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.record.RegretRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One migration in virtual time that completed and was verified.
 *
 * @param variant what was run
 * @param pair    how it went
 */
record Simulated(Variant variant, Pair pair) {

    /** What a page of 4 KiB takes on a link with one frame a page: entry header and batch header included. */
    static final int WIRE_PAGE_BYTES = 4096 + 16 + 48;

    private static final PluginCatalog CATALOG = PluginCatalog.load(Simulated.class.getClassLoader());

    static Simulated run(final String yaml) {
        final Variant variant = variant(yaml);
        final Pair pair = new VirtualMigrator(CATALOG).migrate(variant, (role, message) -> {});
        if (pair.source() == null || pair.source().migration().state() != SourceState.COMPLETED
                || !pair.destination().verdict().verified()) {
            throw new AssertionError("it did not complete: " + pair + " of\n" + yaml);
        }
        return new Simulated(variant, pair);
    }

    /** What the source reports. */
    SourceReport report() {
        return pair.source().migration();
    }

    /** What it cost beyond the optimum. */
    RegretRecord regret() {
        return new Hindsight(CATALOG).regret(variant, pair);
    }

    static Variant variant(final String yaml) {
        try {
            final Path file = Files.createTempFile("simulated-", ".yaml");
            try {
                Files.writeString(file, yaml);
                return Scenario.of(ScenarioFile.read(file), CATALOG).variants().getFirst();
            } finally {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
