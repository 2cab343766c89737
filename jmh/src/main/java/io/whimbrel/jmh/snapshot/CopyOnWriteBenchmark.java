package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.jmh.BesideBare;
import io.whimbrel.jmh.Forked;
import io.whimbrel.jmh.tracking.WrittenPages;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What a write costs while there is a virtual snapshot. An invocation of the first two is a batch of writes as they would
 * be without the snapshot and a batch through its barrier, to the same words of the same pages in the same order; the
 * price is the secondary result {@code barrierNs}.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar CopyOnWriteBenchmark -prof gc -rf json -rff cow.json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(WrittenPages.PAGES)
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
    public void writeToSavedPage(final SavedPages saved, final BesideBare beside) {
        final long beganNs = System.nanoTime();
        fill(saved.bare, saved.offsets, ++saved.value);
        final long bareUntilNs = System.nanoTime();
        fillSaved(saved.access, saved.offsets, ++saved.value);
        beside.took(WrittenPages.PAGES, bareUntilNs - beganNs, System.nanoTime() - bareUntilNs);
    }

    /**
     * Writes of a guest that is tracked to pages that have been saved already.
     *
     * @param saved  what is written
     * @param beside how long it took; what is bare is tracked
     */
    @Benchmark
    public void trackedWriteToSavedPage(final SavedTrackedPages saved, final BesideBare beside) {
        writeToSavedPage(saved, beside);
    }

    /**
     * The first write to each page, which saves it.
     *
     * @param unsaved what is written
     */
    @Benchmark
    public void writeToUnsavedPage(final UnsavedPages unsaved) {
        fillSaved(unsaved.access, unsaved.offsets, ++unsaved.value);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void fill(final GuestAccess bare, final long[] offsets, final long value) {
        for (final long offset : offsets) {
            bare.putLong(offset, value);
        }
    }

    // The same again: in one method with the other it would be compiled for both kinds of access, and suit neither.
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void fillSaved(final GuestAccess access, final long[] offsets, final long value) {
        for (final long offset : offsets) {
            access.putLong(offset, value);
        }
    }
}
