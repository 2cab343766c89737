package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.DowntimeRecord;
import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.PostcopyRecord;
import io.whimbrel.results.record.RunRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class VirtualRunTest {

    private static final String SMALL = """
            guest: {memory: 8MiB, rate: 20k/s}
            migration: {convergence: fixed-rounds(3)}
            link: {bandwidth: 100MiB/s}
            phases: {warm-up: 50ms, before: 50ms, after: 50ms}
            matrix: {migration.sync: [round-snapshot, clear-at-send, peek-skip]}
            """;

    /** Less than what a disk takes for the guest's pages that are not zero. */
    private static final long NS_PER_DISK = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;
    private int runs;

    private List<MigrationRecord> run(final String... more) {
        final Path output = directory.resolve("run" + runs++);
        assertEquals(0, execute(output, more), err.toString(StandardCharsets.UTF_8));
        final RunRecord run = RunDirectory.read(output);
        return run.variants().stream().flatMap(variant -> variant.repetitions().stream()).toList();
    }

    private Path scenario() {
        try {
            return Files.writeString(directory.resolve("small.yaml"), SMALL);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int execute(final Path output, final String... more) {
        final List<String> arguments = new ArrayList<>(
                List.of("run", scenario().toString(), "--virtual", "-o", output.toString()));
        arguments.addAll(Arrays.asList(more));
        err.reset();
        return Cli.execute(new Terminal(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err), false,
                false), arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"workload=kv(mix=a)", "workload=synthetic", "workload=synthetic(read-share=0.5)"})
    void shouldGiveTheSameRecordsTwice(final String workload) {
        final List<MigrationRecord> first = run("-s", "guest." + workload, "-s", "guest.vcpus=2");
        assertNull(first.getFirst().stolenCpuNs(), "the machine's time is not this guest's");
        assertEquals(first, run("-s", "guest." + workload, "-s", "guest.vcpus=2"));
        assertEquals(3, first.size());
        assertTrue(first.stream().allMatch(MigrationRecord::good), first.toString());
        assertEquals(3, first.stream().map(MigrationRecord::decisionTraceSha256).distinct().count());
    }

    @Test
    void shouldDecideTheSameWithAndWithoutContents() {
        final List<MigrationRecord> with = run("-s", "guest.workload=synthetic", "-s", "guest.content=random");
        final List<MigrationRecord> without = run("-s", "guest.workload=synthetic", "-s", "guest.content=none");
        for (int i = 0; i < with.size(); i++) {
            assertEquals(with.get(i).bytesSent(), without.get(i).bytesSent());
            assertEquals(with.get(i).rounds(), without.get(i).rounds());
        }
    }

    @Test
    void shouldKeepTheHistogramsOfFaultsAndTheirStagesWhereThereMayBeAny() throws IOException {
        final PostcopyRecord faults = run("-s", "matrix.migration.strategy=[precopy, postcopy]", "-s",
                "migration.sync=peek-skip").getLast().postcopy();
        final Map<String, LatencyRecord> logged = logged(directory.resolve("run0").resolve("postcopy-1.hlog"));
        assertEquals(List.of("before", "during", "after", "fault", "fault-request", "fault-queue", "fault-transfer",
                "fault-apply", "fault-wake"), List.copyOf(logged.keySet()));
        assertTrue(faults.faults() > 0);
        assertEquals(faults.faults(), logged.get("fault").count());
        assertEquals(faults.faultRequest(), logged.get("fault-request"));
        assertEquals(faults.faultQueue(), logged.get("fault-queue"));
        assertEquals(faults.faultTransfer(), logged.get("fault-transfer"));
        assertEquals(faults.faultApply(), logged.get("fault-apply"));
        assertEquals(faults.faultWake(), logged.get("fault-wake"));
        assertEquals(Set.of("before", "during", "after"),
                logged(directory.resolve("run0").resolve("precopy-1.hlog")).keySet());
    }

    private static Map<String, LatencyRecord> logged(final Path file) throws IOException {
        final Map<String, LatencyRecord> logged = new LinkedHashMap<>();
        final HistogramLogReader reader = new HistogramLogReader(file.toFile());
        while (reader.hasNext()) {
            final Histogram histogram = (Histogram) reader.nextIntervalHistogram();
            logged.put(histogram.getTag(), LatencyRecord.of(histogram));
        }
        return logged;
    }

    @Test
    void shouldDependOnTheSeedOfTheGuestAndOnTheLink() {
        final String usual = run("-s", "guest.workload=synthetic").getFirst().decisionTraceSha256();
        assertNotEquals(usual, run("-s", "guest.workload=synthetic", "-s", "guest.seed=2").getFirst()
                .decisionTraceSha256());
        assertNotEquals(usual, run("-s", "guest.workload=synthetic", "-s", "virtual.link=constant(latency=1ms)")
                .getFirst().decisionTraceSha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "none"})
    void shouldMoveAGuestAsAnImageOverDisksThatTakeTheirTime(final String content) {
        final String[] setting = {"-s", "guest.workload=synthetic", "-s", "guest.content=" + content, "-s",
            "virtual.costs=cpu(disk-ns=200000)", "-s", "migration.sync=round-snapshot", "-s",
            "matrix.migration.strategy=[warm, cold]"};
        final List<MigrationRecord> migrations = run(setting);
        assertEquals(migrations, run(setting));
        final MigrationRecord warm = migrations.getFirst();
        final MigrationRecord cold = migrations.getLast();
        for (final MigrationRecord migration : List.of(warm, cold)) {
            assertTrue(migration.good(), migration::toString);
            assertNull(migration.regret(), "nothing could have gone before the pause");
            assertTrue(migration.downtime().restoreNs() > NS_PER_DISK, migration::toString);
            final DowntimeRecord parts = migration.downtime();
            assertEquals(migration.downtimeNs(), parts.quiesceNs() + parts.lastSyncNs()
                    + (parts.suspendNs() == null ? 0 : parts.suspendNs()) + parts.residualTransferNs()
                    + parts.restoreNs() + parts.prepareNs() + parts.handoverNs());
            assertTrue(migration.perceivedDowntimeNs() >= migration.downtimeNs(), migration::toString);
            assertEquals(20_000, migration.operations().rateAskedPerSecond());
        }
        assertTrue(warm.downtime().suspendNs() > NS_PER_DISK, warm::toString);
        assertNull(cold.downtime().suspendNs());
        assertEquals(0, warm.operations().dropped());
        // What was executed in the warm-up and before.
        assertTrue(cold.operations().dropped() >= 1_900, cold::toString);
        assertTrue(cold.operations().rateAchievedPerSecond() < warm.operations().rateAchievedPerSecond(),
                "what was due in the gap is never executed");
    }

    @Test
    void shouldMoveAGuestOverALinkThatLosesAndJitters() {
        run("-s", "virtual.link=constant(bandwidth=50MB/s, latency=2ms, jitter=1ms, loss=0.05)").forEach(migration -> {
            assertTrue(migration.counters().get("source").get("framesLost") > 0);
            assertNull(migration.regret(), "the optimum over a link that loses by chance is not known");
        });
    }

    @Test
    void shouldMoveAGuestOverALinkThatChangesAndTellNoRegret() throws IOException {
        final Path steps = Files.writeString(directory.resolve("steps.txt"), "0s 50MB/s\n100ms 20MB/s\n");
        run("-s", "virtual.link=varying(file=" + steps + ")").forEach(migration -> assertNull(migration.regret()));
    }

    @Test
    void shouldKeepTheGuestWhenTheMigrationDoesNotConverge() {
        final Path output = directory.resolve("never");
        assertEquals(4, execute(output, "-s", "guest.workload=synthetic", "-s", "guest.content=none", "-s",
                "migration.convergence=downtime-limit(1ms)", "-s", "migration.timeout=1s", "-s", "guest.rate=200k/s"));
        RunDirectory.read(output).variants().forEach(variant -> {
            assertEquals("not-converged", variant.repetitions().getFirst().outcome().text());
            assertTrue(variant.repetitions().getFirst().verified());
        });
    }

    @Test
    void shouldRefuseWhatOnlyRealTimeHasAndWhatOnlyVirtualTimeHas() {
        assertEquals(2, execute(directory.resolve("x"), "--in-process"));
        assertEquals("whimbrel: --virtual: runs no processes and no media driver; leave out --in-process\n",
                err.toString(StandardCharsets.UTF_8));
        final Terminal terminal = new Terminal(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err),
                false, false);
        err.reset();
        assertEquals(2,
                Cli.execute(terminal, "run", scenario().toString(), "--in-process", "-o",
                        directory.resolve("y").toString(), "-s",
                        "guest.workload=synthetic", "-s", "guest.content=none"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("run it with --virtual"),
                err.toString(StandardCharsets.UTF_8));
        assertTrue(Files.notExists(directory.resolve("y")), "an empty run was left behind");
    }
}
