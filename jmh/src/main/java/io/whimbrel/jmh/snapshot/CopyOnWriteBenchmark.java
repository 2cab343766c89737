package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.jmh.Forked;
import io.whimbrel.jmh.tracking.WrittenPages;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What a write costs while there is a virtual snapshot. Every benchmark writes the same words of the same pages in the
 * same order; the price of the barrier is the difference to {@link #bareWrite}.
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
     * The write of a guest without a snapshot.
     *
     * @param written what is written
     */
    @Benchmark
    public void bareWrite(final WrittenPages written) {
        final GuestMemory memory = written.memory;
        final long value = ++written.value;
        for (final long offset : written.offsets) {
            memory.putLong(offset, value);
        }
    }

    /**
     * The write to pages that have been saved already.
     *
     * @param saved what is written
     */
    @Benchmark
    public void writeToSavedPage(final SavedPages saved) {
        final GuestAccess access = saved.access;
        final long value = ++saved.value;
        for (final long offset : saved.offsets) {
            access.putLong(offset, value);
        }
    }

    /**
     * The write of a guest that is tracked, without a snapshot.
     *
     * @param tracked what is written
     */
    @Benchmark
    public void trackedWrite(final TrackedPages tracked) {
        final GuestAccess access = tracked.access;
        final long value = ++tracked.value;
        for (final long offset : tracked.offsets) {
            access.putLong(offset, value);
        }
    }

    /**
     * The write of a guest that is tracked to pages that have been saved already.
     *
     * @param saved what is written
     */
    @Benchmark
    public void trackedWriteToSavedPage(final SavedTrackedPages saved) {
        writeToSavedPage(saved);
    }

    /**
     * The first write to each page, which saves it.
     *
     * @param unsaved what is written
     */
    @Benchmark
    public void writeToUnsavedPage(final UnsavedPages unsaved) {
        writeToSavedPage(unsaved);
    }
}
