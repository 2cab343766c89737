package io.whimbrel.jmh.snapshot;

import io.whimbrel.jmh.BesideBare;
import io.whimbrel.jmh.Forked;
import io.whimbrel.jmh.tracking.WrittenPages;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What a write costs while there is a virtual snapshot. An invocation of the first two is a batch of writes as they would
 * be without the snapshot and a batch through its barrier, to the same words of the same pages in the same order; the
 * primary result is the mean of both, the price of the barrier the secondary result {@code barrierNs}.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar CopyOnWriteBenchmark -prof gc -rf json -rff cow.json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CopyOnWriteBenchmark extends Forked {

    /** For JMH. */
    public CopyOnWriteBenchmark() {}

    /**
     * Writes to pages that have been saved already.
     *
     * @param saved  what is written
     * @param beside how long it took
     */
    @Benchmark
    @OperationsPerInvocation(2 * WrittenPages.PAGES)
    public void writeToSavedPage(final SavedPages saved, final BesideBare beside) {
        beside.time(saved.writes, WrittenPages.PAGES);
    }

    /**
     * Writes of a guest that is tracked to pages that have been saved already.
     *
     * @param saved  what is written
     * @param beside how long it took; what is bare is tracked
     */
    @Benchmark
    @OperationsPerInvocation(2 * WrittenPages.PAGES)
    public void trackedWriteToSavedPage(final SavedTrackedPages saved, final BesideBare beside) {
        beside.time(saved.writes, WrittenPages.PAGES);
    }

    /**
     * The first write to each page, which saves it.
     *
     * @param unsaved what is written
     */
    @Benchmark
    @OperationsPerInvocation(WrittenPages.PAGES)
    public void writeToUnsavedPage(final UnsavedPages unsaved) {
        unsaved.writes.barred();
    }
}
