package io.whimbrel.jmh.presence;

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
 * What an access costs while pages of the guest may be absent, when its own page is present. An invocation is a batch of
 * bare accesses and a batch that looks, to the same words of the same pages in the same order; the primary result is the
 * mean of both, the price of the look the secondary result {@code barrierNs}.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar PresenceBenchmark -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(2 * WrittenPages.PAGES)
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
        beside.time(read.reads, WrittenPages.PAGES);
    }

    /**
     * Writes.
     *
     * @param written what is written
     * @param beside  how long it took
     */
    @Benchmark
    public void write(final PresentPages written, final BesideBare beside) {
        beside.time(written.writes, WrittenPages.PAGES);
    }
}
