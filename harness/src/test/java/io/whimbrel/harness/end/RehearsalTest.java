package io.whimbrel.harness.end;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.BackOff;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.scenario.Draft;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import io.whimbrel.workloads.trace.TraceWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class RehearsalTest {

    private final PluginCatalog catalog = PluginCatalog.load(getClass().getClassLoader());

    @TempDir
    private Path directory;

    private Variant variant(final String... settings) {
        Draft draft = ScenarioFile.builtIn();
        for (final String setting : settings) {
            draft = draft.set(setting);
        }
        return Scenario.of(draft, catalog).variants().getFirst();
    }

    /** The rehearsed guest is another one. */
    @ParameterizedTest
    @CsvSource({"postcopy, migration.prefetch=recorded", "postcopy, migration.prefetch=clairvoyant",
        "precopy, migration.order=clairvoyant"})
    void shouldRehearseWithoutWhatIsForTheScenariosGuestOnly(final String strategy, final String policy) {
        final Path trace = directory.resolve("my.trace");
        try (TraceWriter writer = new TraceWriter(trace, 4096, 1, "what ran")) {
            writer.access(0, 0, 7, false, 0);
            writer.complete(4096);
        }
        assertMigrates(variant("guest.memory=16MiB", "link.transport=tcp", "migration.sync=round-snapshot",
                "migration.strategy=" + strategy, policy + "(file=" + trace + ")"), 1);
    }

    /** One link carries one migration after another: what is left of the one before must not disturb the next. */
    @ParameterizedTest
    @CsvSource({"aeron-udp, postcopy", "aeron-ipc, hybrid", "tcp, precopy", "tcp, postcopy", "tcp, cold"})
    void shouldMigrateAgainAndAgainOverOneLink(final String transportName, final String strategy) {
        final Variant variant = variant("link.transport=" + transportName, "migration.strategy=" + strategy,
                "migration.sync=round-snapshot");
        assertMigrates(variant, 3);
    }

    private void assertMigrates(final Variant variant, final int times) {
        final Transport transport = catalog.create(Transport.class, variant.link().transport());
        final DriverPlace place = DriverPlace.embedded(directory.resolve("driver"));
        try (DestinationEnd there = transport.listen(transport.anyAddress(), place)) {
            while (there.address() == null) {
                there.doWork();
                Thread.onSpinWait();
            }
            try (SourceEnd here = transport.connect(there.address(), DriverPlace.external(place.directory()))) {
                for (int migration = 1; migration <= times; migration++) {
                    assertTrue(new RehearsedMigration(catalog, variant,
                            RehearsedGuest.like(variant.guest(), catalog), SystemNanoClock.INSTANCE,
                            BackOff.soon()).run(migration, here, there,
                                    System.nanoTime() + TimeUnit.SECONDS.toNanos(60)),
                            "migration " + migration);
                }
            }
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        final Variant variant = variant("link.transport=aeron-udp", "migration.strategy=postcopy",
                "migration.sync=round-snapshot", "phases.rehearsal=200ms");
        new Rehearsal(catalog, variant, DriverPlace.embedded(directory.resolve("driver"))).run();
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
