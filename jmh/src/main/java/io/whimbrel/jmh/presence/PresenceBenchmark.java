package io.whimbrel.jmh.presence;

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
 * What an access costs while pages of the guest may be absent, when its own page is present: the difference between
 * {@link #presentRead} and {@link #bareRead}, and between {@link #presentWrite} and {@link #bareWrite}. All touch the
 * same words of the same pages in the same order.
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
     * Reads of a guest whose pages are all here.
     *
     * @param written what is read
     * @return a sum, so that nothing is left out
     */
    @Benchmark
    public long bareRead(final PresentPages written) {
        final GuestMemory memory = written.memory;
        long sum = 0;
        for (final long offset : written.offsets) {
            sum += memory.getLong(offset);
        }
        return sum;
    }

    /**
     * Reads that first look whether the page is here.
     *
     * @param written what is read
     * @return a sum, so that nothing is left out
     */
    @Benchmark
    public long presentRead(final PresentPages written) {
        final GuestAccess access = written.access;
        long sum = 0;
        for (final long offset : written.offsets) {
            sum += access.getLong(offset);
        }
        return sum;
    }

    /**
     * Writes of a guest whose pages are all here.
     *
     * @param written what is written
     */
    @Benchmark
    public void bareWrite(final PresentPages written) {
        final GuestMemory memory = written.memory;
        final long value = ++written.value;
        for (final long offset : written.offsets) {
            memory.putLong(offset, value);
        }
    }

    /**
     * Writes that first look whether the page is here.
     *
     * @param written what is written
     */
    @Benchmark
    public void presentWrite(final PresentPages written) {
        final GuestAccess access = written.access;
        final long value = ++written.value;
        for (final long offset : written.offsets) {
            access.putLong(offset, value);
        }
    }
}
