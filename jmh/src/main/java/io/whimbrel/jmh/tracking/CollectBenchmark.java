package io.whimbrel.jmh.tracking;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What it costs the migration to take over the dirty bits: to begin a sync, the vCPU's passing of a boundary, and to
 * move the marks into the set of pages to send. How long a vCPU takes to come to a boundary is not in it: that is the
 * guest's operation, not the tracker.
 *
 * <p>A clean guest stays clean, so that {@link #clean} is timed by JMH's loop. {@link #dirty} must be dirtied before
 * each invocation, which is not measured; the timer that is read around it costs some 30 ns, counted to the collector's
 * disadvantage.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar CollectBenchmark -rf json -rff collect.json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CollectBenchmark extends Forked {

    /** For JMH. */
    public CollectBenchmark() {}

    /**
     * Collects from a guest that has written nothing.
     *
     * @param guest the guest
     * @return pages pending
     */
    @Benchmark
    public long clean(final CollectedGuest guest) {
        return guest.collect();
    }

    /**
     * Collects from a guest that has written 2,621 pages: 1 % of 1 GiB.
     *
     * @param guest the guest
     * @return pages pending
     */
    @Benchmark
    public long dirty(final DirtyGuest guest) {
        return guest.collect();
    }
}
