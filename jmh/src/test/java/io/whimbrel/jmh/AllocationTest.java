package io.whimbrel.jmh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Marking, collecting, sending and applying allocate nothing, as JMH's own profiler sees it. What JMH itself allocates
 * in an iteration, some tens of kilobytes, is spread over its operations: hence limits, each far below what one object
 * per operation would make.
 */
class AllocationTest {

    private static final String[] TRACKERS = {"epoch", "handshake", "rmw"};

    private static void assertAllocatesLessThan(final double bytesPerOperation, final int expectedRows,
            final int invocations, final ChainedOptionsBuilder options) throws RunnerException {
        // So many, and not as many as there is time for: on a busy machine JMH's own share would grow.
        final Collection<RunResult> results = Jmh.run(options.addProfiler(GCProfiler.class).mode(Mode.SingleShotTime)
                .warmupIterations(1).warmupBatchSize(invocations).measurementIterations(1)
                .measurementBatchSize(invocations));
        assertTrue(results.size() == expectedRows, results.size() + " benchmarks ran, not " + expectedRows);
        for (final RunResult result : results) {
            // JMH takes the operations of one invocation for those of the whole batch.
            final double allocated = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / invocations;
            assertTrue(allocated < bytesPerOperation,
                    result.getParams().id() + " allocates " + allocated + " B per operation");
        }
    }

    @Test
    void shouldMarkWithoutAllocating() throws RunnerException {
        assertAllocatesLessThan(0.1, 4 * TRACKERS.length, 1_000, Jmh.quietly("\\.MarkBenchmark\\.(write|mark)")
                .param("tracker", TRACKERS).param("memoryMiB", "16"));
    }

    @Test
    void shouldSaveWithoutAllocating() throws RunnerException {
        assertAllocatesLessThan(0.1, 2, 1_000,
                Jmh.quietly("\\.CopyOnWriteBenchmark\\..*ToSavedPage").param("memoryMiB", "16"));
    }

    @Test
    void shouldLookWhetherAPageIsPresentWithoutAllocating() throws RunnerException {
        assertAllocatesLessThan(0.1, 2, 1_000,
                Jmh.quietly("\\.PresenceBenchmark\\.").param("memoryMiB", "16"));
    }

    @Test
    void shouldCollectWithoutAllocating() throws RunnerException {
        // Dirty guests are looked at in another test: there an iteration has too few operations to spread over.
        assertAllocatesLessThan(1, 2 * TRACKERS.length, 300_000, Jmh.quietly("\\.CollectBenchmark\\.clean")
                .param("tracker", TRACKERS).param("memoryGiB", "1").param("pendingPages", "0", "1"));
    }

    @Test
    void shouldSendAndApplyWithoutAllocating() throws RunnerException {
        // An operation is a page; one object per batch of 15 would make more than a byte.
        assertAllocatesLessThan(0.8, 1, 10, Jmh.quietly("\\.StreamBenchmark\\.sendAndApply"));
    }
}
