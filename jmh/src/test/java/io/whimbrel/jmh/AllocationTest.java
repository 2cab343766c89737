package io.whimbrel.jmh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Marking, collecting, sending and applying allocate nothing, as JMH's own profiler sees it. What JMH itself allocates
 * in an iteration, some tens of kilobytes, is spread over its operations: hence limits, each far below what one object
 * per operation would make.
 */
class AllocationTest {

    private static final String[] TRACKERS = {"epoch", "handshake", "rmw"};

    private static ChainedOptionsBuilder profiled(final String benchmark, final int milliseconds) {
        return Jmh.quietly(benchmark).addProfiler(GCProfiler.class).warmupIterations(1).measurementIterations(1)
                .warmupTime(TimeValue.milliseconds(milliseconds))
                .measurementTime(TimeValue.milliseconds(milliseconds));
    }

    private static void assertAllocatesLessThan(final double bytesPerOperation, final int expectedRows,
            final ChainedOptionsBuilder options) throws RunnerException {
        final Collection<RunResult> results = Jmh.run(options);
        assertTrue(results.size() == expectedRows, results.size() + " benchmarks ran, not " + expectedRows);
        for (final RunResult result : results) {
            final double allocated = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            assertTrue(allocated < bytesPerOperation,
                    result.getParams().id() + " allocates " + allocated + " B per operation");
        }
    }

    @Test
    void shouldMarkWithoutAllocating() throws RunnerException {
        assertAllocatesLessThan(0.1, 4 * TRACKERS.length,
                profiled("\\.MarkBenchmark\\.(write|mark)", 150).param("tracker", TRACKERS).param("memoryMiB", "16"));
    }

    @Test
    void shouldSaveWithoutAllocating() throws RunnerException {
        assertAllocatesLessThan(0.1, 1,
                profiled("\\.CopyOnWriteBenchmark\\.writeToSavedPage", 150).param("memoryMiB", "16"));
    }

    @Test
    void shouldLookWhetherAPageIsPresentWithoutAllocating() throws RunnerException {
        assertAllocatesLessThan(0.1, 2,
                profiled("\\.PresenceBenchmark\\.present", 150).param("memoryMiB", "16"));
    }

    @Test
    void shouldCollectWithoutAllocating() throws RunnerException {
        // Dirty guests are looked at in another test: there an iteration has too few operations to spread over.
        assertAllocatesLessThan(1, 2 * TRACKERS.length, profiled("\\.CollectBenchmark\\.clean", 150)
                .param("tracker", TRACKERS).param("memoryGiB", "1").param("pendingPages", "0", "1"));
    }

    @Test
    void shouldSendAndApplyWithoutAllocating() throws RunnerException {
        // An operation is a page; one object per batch of 15 would make more than a byte.
        assertAllocatesLessThan(0.8, 1, profiled("\\.StreamBenchmark\\.sendAndApply", 1000));
    }
}
