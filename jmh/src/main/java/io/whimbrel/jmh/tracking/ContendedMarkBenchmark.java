package io.whimbrel.jmh.tracking;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * What a tracked write costs while a collector takes the marks away again and again: one and two vCPUs, each writing to
 * pages of its own and passing a boundary every {@value SharedGuest#WRITES_PER_OPERATION} writes. Look at the writers'
 * row; tracker {@code none} is the bare write. The collector's row is the time from one sync's end to the next one's,
 * the pause between them included.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar ContendedMarkBenchmark -rf json -rff contended.json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContendedMarkBenchmark extends Forked {

    /** For JMH. */
    public ContendedMarkBenchmark() {}

    /**
     * One vCPU.
     *
     * @param guest  the guest
     * @param thread tells which vCPU this is
     */
    @Benchmark
    @Group("oneWriter")
    @GroupThreads(1)
    public void writeAlone(final SharedGuest guest, final ThreadParams thread) {
        guest.operation(thread.getSubgroupThreadIndex());
    }

    /**
     * Collects from one vCPU.
     *
     * @param guest   the guest
     * @param control tells when to end
     */
    @Benchmark
    @Group("oneWriter")
    @GroupThreads(1)
    public void collectFromOne(final SharedGuest guest, final Control control) {
        guest.collect(control);
    }

    /**
     * Two vCPUs.
     *
     * @param guest  the guest
     * @param thread tells which vCPU this is
     */
    @Benchmark
    @Group("twoWriters")
    @GroupThreads(2)
    public void writeBeside(final SharedGuest guest, final ThreadParams thread) {
        guest.operation(thread.getSubgroupThreadIndex());
    }

    /**
     * Collects from two vCPUs.
     *
     * @param guest   the guest
     * @param control tells when to end
     */
    @Benchmark
    @Group("twoWriters")
    @GroupThreads(1)
    public void collectFromTwo(final SharedGuest guest, final Control control) {
        guest.collect(control);
    }
}
