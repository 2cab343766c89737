package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.tracking.WriteBarrier;
import io.whimbrel.jmh.BesideBare;
import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What a write costs when it is tracked. Every benchmark writes the same words of the same pages in the same order. An
 * invocation of those that write to dirty and to clean pages is a batch of bare writes and a batch of tracked ones; the
 * primary result is the mean of both, the price of a mark the secondary result {@code barrierNs}.
 *
 * <p>A first mark needs a clean page each time. So an invocation is one pass over {@value WrittenPages#PAGES} pages,
 * all of which are made clean before it: that is not measured, and the timer that is read in between costs a hundredth
 * of a nanosecond per page. The benchmarks that need no clean pages make the same pass, so that all compare.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar MarkBenchmark -rf json -rff mark.json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(WrittenPages.PAGES)
public class MarkBenchmark extends Forked {

    /** For JMH. */
    public MarkBenchmark() {}

    /**
     * A store and nothing else: not even a check of its bounds.
     *
     * @param written what is written
     */
    @Benchmark
    public void rawStore(final WrittenPages written) {
        final long base = written.memory.addressOfPage(0);
        final long value = ++written.value;
        for (final long offset : written.offsets) {
            UnsafeApi.putLong(base + offset, value);
        }
    }

    /**
     * The write of a tracked guest to pages that are marked already.
     *
     * @param marking what is written, and the tracker
     * @param beside  how long it took
     */
    @Benchmark
    @OperationsPerInvocation(2 * WrittenPages.PAGES)
    public void writeToDirtyPage(final Marking marking, final BesideBare beside) {
        beside.time(marking.writes, WrittenPages.PAGES);
    }

    /**
     * The write of a tracked guest to pages that are clean.
     *
     * @param marking what is written, and the tracker
     * @param beside  how long it took
     */
    @Benchmark
    @OperationsPerInvocation(2 * WrittenPages.PAGES)
    public void writeToCleanPage(final CleanMarking marking, final BesideBare beside) {
        beside.time(marking.writes, WrittenPages.PAGES);
    }

    /**
     * The mark alone, on pages that are marked already.
     *
     * @param marking what is written, and the tracker
     */
    @Benchmark
    public void markDirtyPage(final Marking marking) {
        final WriteBarrier barrier = marking.barrier;
        for (final long page : marking.pages) {
            barrier.wrote(page);
        }
    }

    /**
     * The mark alone, on pages that are clean.
     *
     * @param marking what is written, and the tracker
     */
    @Benchmark
    public void markCleanPage(final CleanMarking marking) {
        markDirtyPage(marking);
    }

    /**
     * What a vCPU pays between two operations.
     *
     * @param marking what is written, and the tracker
     */
    @Benchmark
    @OperationsPerInvocation(1)
    public void boundary(final Marking marking) {
        marking.barrier.boundary();
    }
}
