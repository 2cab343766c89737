package io.whimbrel.jmh.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
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
 * What an access costs while pages of the guest may be absent, when its own page is present. An invocation is a batch of
 * bare accesses and a batch that looks, to the same words of the same pages in the same order; the price is the
 * secondary result {@code barrierNs}.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar PresenceBenchmark -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(WrittenPages.PAGES)
public class PresenceBenchmark extends Forked {

    /** For JMH. */
    public PresenceBenchmark() {}

    /**
     * Reads.
     *
     * @param read   what is read
     * @param beside how long it took
     */
    @Benchmark
    public void read(final PresentPages read, final BesideBare beside) {
        final long beganNs = System.nanoTime();
        final long bare = sum(read.memory, read.offsets);
        final long bareUntilNs = System.nanoTime();
        final long present = sumPresent(read.access, read.offsets);
        beside.took(WrittenPages.PAGES, bareUntilNs - beganNs, System.nanoTime() - bareUntilNs);
        if (present != bare) {
            throw new IllegalStateException("what was read differs: " + bare + " and " + present);
        }
    }

    /**
     * Writes.
     *
     * @param written what is written
     * @param beside  how long it took
     */
    @Benchmark
    public void write(final PresentPages written, final BesideBare beside) {
        final long beganNs = System.nanoTime();
        fill(written.memory, written.offsets, ++written.value);
        final long bareUntilNs = System.nanoTime();
        fillPresent(written.access, written.offsets, ++written.value);
        beside.took(WrittenPages.PAGES, bareUntilNs - beganNs, System.nanoTime() - bareUntilNs);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long sum(final GuestMemory memory, final long[] offsets) {
        long sum = 0;
        for (final long offset : offsets) {
            sum += memory.getLong(offset);
        }
        return sum;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long sumPresent(final GuestAccess access, final long[] offsets) {
        long sum = 0;
        for (final long offset : offsets) {
            sum += access.getLong(offset);
        }
        return sum;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void fill(final GuestMemory memory, final long[] offsets, final long value) {
        for (final long offset : offsets) {
            memory.putLong(offset, value);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void fillPresent(final GuestAccess access, final long[] offsets, final long value) {
        for (final long offset : offsets) {
            access.putLong(offset, value);
        }
    }
}
