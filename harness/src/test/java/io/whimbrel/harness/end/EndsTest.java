package io.whimbrel.harness.end;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.scenario.Draft;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DriverPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends in one process, over real transports, in real time. */
@Timeout(120)
class EndsTest {

    private final PluginCatalog catalog = PluginCatalog.load(getClass().getClassLoader());

    private ScratchDirectory scratch;
    private Path directory;

    /** Where a run has its own: images on a disk that others keep busy take as long as they take. */
    @BeforeEach
    void makeDirectory() throws IOException {
        scratch = ScratchDirectory.create(ScratchDirectory.usualPlace());
        directory = Files.createDirectory(scratch.path().resolve("ends"));
    }

    @AfterEach
    void removeDirectory() {
        scratch.close();
    }

    private Variant variant(final Map<String, String> settings) {
        Draft draft = ScenarioFile.builtIn();
        final Map<String, String> small = new java.util.LinkedHashMap<>(Map.of("guest.memory", "16MiB", "guest.rate",
                "20k/s", "phases.warm-up", "100ms", "phases.before", "200ms", "phases.after", "200ms",
                "link.bandwidth", "100MiB/s", "migration.strategy", "precopy", "migration.sync", "round-snapshot",
                "migration.convergence", "fixed-rounds(3)"));
        small.put("phases.rehearsal", "0");
        small.putAll(settings);
        for (final Map.Entry<String, String> setting : small.entrySet()) {
            draft = draft.set(setting.getKey() + "=" + setting.getValue());
        }
        return Scenario.of(draft, catalog).variants().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"aeron-udp; precopy; round-snapshot", "aeron-ipc; precopy; peek-skip",
        "tcp; precopy; clear-at-send", "tcp; warm; round-snapshot",
        "tcp(streams=3); stop-and-copy; round-snapshot"})
    void shouldMigrateAndProveIt(final String transport, final String strategy, final String sync) throws Exception {
        final Variant variant = variant(
                Map.of("link.transport", transport, "migration.strategy", strategy, "migration.sync", sync));
        final Path there = directory.resolve("there");
        final boolean ipc = transport.equals("aeron-ipc");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final CompletableFuture<String> address = new CompletableFuture<>();
            final Future<DestinationOutcome> destination = threads.submit(() -> {
                try {
                    return new DestinationRun(variant, catalog, 0, new Listening(address))
                            .run(ipc ? "" : "127.0.0.1:0", DriverPlace.embedded(there));
                } catch (final RuntimeException e) {
                    address.completeExceptionally(e);
                    throw e;
                }
            });
            final String found = address.get();
            final SourceOutcome source = new SourceRun(variant, catalog, new Listening(new CompletableFuture<>()))
                    .run(found, ipc
                            ? DriverPlace.external(there)
                            : DriverPlace.embedded(directory.resolve("here")));
            check(source, destination.get());
        }
        assertFalse(Files.exists(there), "a media driver's directory was left behind");
        assertFalse(Files.exists(directory.resolve("here")), "a media driver's directory was left behind");
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList(), "images were left behind");
        }
    }

    private static void check(final SourceOutcome source, final DestinationOutcome destination) {
        assertEquals(SourceState.COMPLETED, source.migration().state(), source.migration().reason());
        assertEquals(DestinationState.RUNNING, destination.migration().state(), destination.migration().reason());
        assertNull(source.verdict());
        assertTrue(destination.verdict().verified(), destination.verdict().toString());
        assertEquals(source.migration().pagesSent(), destination.migration().pagesApplied());
        assertEquals(source.migration().bytesSent(), destination.migration().bytesReceived());
        assertTrue(source.migration().downtimeNs() > 0);
        assertTrue(source.migration().totalTimeNs() >= source.migration().downtimeNs());
        assertEquals(0, source.migration().clockUncertaintyNs(), "both ends read one clock");
        // In whichever phase it was meant to start: an operation that was due counts, though no core was free for it.
        assertTrue(destination.guest().latencies().values().stream().mapToLong(Histogram::getTotalCount).sum() > 0);
        // Whoever waits for an operation waits through the downtime.
        assertTrue(destination.guest().longestGapNs().get(Phase.DURING) >= source.migration().resumedAtNs()
                - source.migration().pausedAtNs());
    }

    @Test
    void shouldKeepTheGuestWhereNobodyListens() throws Exception {
        final Variant variant = variant(Map.of("link.transport", "aeron-udp"));
        final SourceRun run = new SourceRun(variant, catalog, new Listening(new CompletableFuture<>()));
        run.cancel();
        final SourceOutcome outcome = run.run("127.0.0.1:9", DriverPlace.embedded(directory.resolve("here")));
        assertEquals(SourceState.FAILED, outcome.migration().state());
        assertEquals("cancelled", outcome.migration().reason());
        assertTrue(outcome.verdict().verified(), outcome.verdict().toString());
    }

    /** Waits for the address. */
    private record Listening(CompletableFuture<String> address) implements EndListener {

        @Override
        public void stage(final Stage stage, final String detail) {
            if (stage == Stage.LISTENING) {
                address.complete(detail);
            }
        }

        @Override
        public void event(final MigrationEvent event) {
            // The outcome tells.
        }
    }
}
