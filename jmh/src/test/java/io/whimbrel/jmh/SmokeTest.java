package io.whimbrel.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.environment.Processors;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark once, as briefly as can be: each checks its own answer. The figures mean nothing. */
class SmokeTest {

    private static ChainedOptionsBuilder once(final String benchmark) {
        return Jmh.quietly(benchmark).warmupIterations(0).measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(30));
    }

    private static void assertIsBesideBare(final RunResult result) {
        final double bareNs = result.getSecondaryResults().get("bareNs").getScore();
        assertTrue(bareNs > 0, "bare");
        assertTrue(result.getSecondaryResults().get("barredNs").getScore() > 0, "barred");
        assertEquals(result.getSecondaryResults().get("barredNs").getScore() - bareNs,
                result.getSecondaryResults().get("barrierNs").getScore(), 1e-6);
    }

    @Test
    void shouldMarkWithEveryTracker() throws RunnerException {
        final Collection<RunResult> results = Jmh.run(once("\\.MarkBenchmark\\.").param("memoryMiB", "16"));
        assertEquals(1 + 5 * 7, results.size(), "every kind of mark by every tracker, and a raw store");
        results.stream().filter(result -> result.getParams().getBenchmark().contains("writeTo"))
                .forEach(SmokeTest::assertIsBesideBare);
    }

    @Test
    void shouldMarkBesideACollector() throws RunnerException {
        assertEquals(2 * 8, Jmh.run(once("\\.ContendedMarkBenchmark\\.")).size(), "both groups with every tracker");
    }

    @Test
    void shouldCollectWithEveryTracker() throws RunnerException {
        final Collection<RunResult> results = Jmh.run(once("\\.CollectBenchmark\\.").param("memoryGiB", "1"));
        assertEquals(7 * 2 + 7 * 2 * 2, results.size(), "every tracker, empty and not, wherever the dirt lies");
    }

    @Test
    void shouldScanAndStream() throws RunnerException {
        assertEquals(3 * 3 + 2, Jmh.run(once("\\.(Scan|Stream)Benchmark\\.")).size());
    }

    @Test
    void shouldWriteAndReadTraces() throws RunnerException {
        assertEquals(2 * 2, Jmh.run(once("\\.TraceBenchmark\\.")).size(), "both ways with both guests");
    }

    @Test
    void shouldCheckpointAndRestore() throws RunnerException {
        assertEquals(4, Jmh.run(once("\\.ImageBenchmark\\.").param("memoryMiB", "8")).size(), "both ways, and bare");
    }

    @Test
    void shouldSimulate() throws RunnerException {
        assertEquals(3 + 1, Jmh.run(once("\\.SimulationBenchmark\\.")).size(), "accesses of three guests, a migration");
    }

    @Test
    void shouldTakeSnapshots() throws RunnerException {
        final Collection<RunResult> results = Jmh
                .run(once("\\.CopyOnWriteBenchmark\\..*ToSavedPage").param("memoryMiB", "16"));
        assertEquals(2, results.size(), "of a tracked guest, and of one that is not");
        results.forEach(SmokeTest::assertIsBesideBare);
        assertEquals(1, Jmh.run(once("\\.CopyOnWriteBenchmark\\.writeToUnsaved").param("memoryMiB", "16")).size());
        assertEquals(1, Jmh.run(once("\\.PauseBenchmark\\.").param("memoryMiB", "16")).size());
    }

    @Test
    void shouldLookWhetherPagesArePresent() throws RunnerException {
        final Collection<RunResult> results = Jmh.run(once("\\.PresenceBenchmark\\.").param("memoryMiB", "16"));
        assertEquals(2, results.size());
        results.forEach(SmokeTest::assertIsBesideBare);
    }

    @Test
    void shouldDemandPages() throws RunnerException {
        final Collection<RunResult> results = Jmh.run(once("\\.DemandFaultBenchmark\\.").param("memoryMiB", "64")
                .param("transport", "aeron-ipc"));
        assertEquals(2, results.size(), "with processors of their own, and without");
        for (final RunResult result : results) {
            for (final String counter : List.of("faults", "faultP50Ns", "wakeP99Ns", "pushMiBPerSecond", "requests",
                    "requestP50Ns", "barePushMiBPerSecond")) {
                assertFalse(result.getSecondaryResults().get(counter).getScore() <= 0, counter);
            }
        }
        assertEquals(Processors.atFirst(), Processors.here(), "all processors given back");
    }

    @Test
    void shouldMigrateInOneProcess() throws RunnerException {
        final Collection<RunResult> results = Jmh.run(once("\\.MigrationBenchmark\\.").param("memoryMiB", "8")
                .param("sync", "round-snapshot").param("transport", "in-memory", "aeron-udp"));
        assertEquals(4, results.size());
        for (final RunResult result : results) {
            assertEquals(Set.of("downtimeNs", "bytesSent", "rounds", "amplification"),
                    result.getSecondaryResults().keySet());
            assertFalse(result.getSecondaryResults().get("downtimeNs").getScore() <= 0, "no downtime was told");
        }
    }

    @Test
    void shouldMigrateToAnotherProcess() throws RunnerException {
        assertEquals(3, Jmh.run(once("\\.IdleDowntimeBenchmark\\.")).size());
    }

    @Test
    void shouldCompareWithBareAeronAndBareNio() throws RunnerException {
        final Collection<RunResult> results = Jmh.run(once("\\.TransferBenchmark\\.").param("memoryMiB", "16")
                .param("placement", "APART"));
        assertEquals(Set.of("aeron-udp", "aeron-ipc", "tcp"),
                results.stream().map(result -> result.getParams().getParam("transport"))
                        .collect(Collectors.toSet()));
    }
}
