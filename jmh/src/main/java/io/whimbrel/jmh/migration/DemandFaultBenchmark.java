package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.Forked;
import io.whimbrel.jmh.peer.DemandPair;
import io.whimbrel.jmh.peer.GuestPlan;
import io.whimbrel.jmh.peer.Placement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a demand fault costs while the rest of the guest is pushed at 200 MiB/s: a post-copy migration of a key-value
 * store under load, against a program that uses Aeron and nothing else, which asks for one page after the other while a
 * memory of the same length is pushed at it at the same rate. Both go through the same pair of media drivers, with
 * demanded pages on a stream and a socket of their own. The bare program asks without a pause, on a thread that has
 * nothing else to do; a fault comes out of a guest's operations, and holds checksums, the presence of pages, and clocks.
 *
 * <p>An iteration is one memory by each, in an order that alternates; before, between and after, the distance of the
 * processors is measured, which a host may change at any time and with it all that passes between threads. Both run with
 * processors of their own at each end, and where the scheduler puts them: with fewer processors than threads it may have
 * a vCPU and the source that is to answer it share one, which happens to the bare program's two threads less often. Look
 * at the secondary results, and of these at the medians, which {@code Ratios} computes.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar DemandFaultBenchmark -rf json -rff faults.json
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 20)
@State(Scope.Benchmark)
public class DemandFaultBenchmark extends Forked {

    private static final String KEY_VALUE_STORE = "workload=kv(mix=a);rate=50000/s";

    /** What carries the pages. */
    @Param({"aeron-udp", "aeron-ipc"})
    public String transport;

    /** Which processors the two processes have. */
    @Param({"APART", "FREE"})
    public Placement placement;

    /** The guest's memory. */
    @Param("256")
    public int memoryMiB;

    /** The rate of the push, in MiB/s. */
    @Param("200")
    public int pushMiBPerSecond;

    private DemandPair pair;
    private boolean bareFirst;

    /** For JMH. */
    public DemandFaultBenchmark() {}

    /** Starts the second process. */
    @Setup(Level.Trial)
    public void open() {
        pair = new DemandPair(transport, placement, new GuestPlan((long) memoryMiB << 20, 1, KEY_VALUE_STORE),
                (long) pushMiBPerSecond << 20);
    }

    /**
     * One memory by each.
     *
     * @param waits how long pages were waited for
     */
    @Benchmark
    public void bothWays(final Waits waits) {
        bareFirst = !bareFirst;
        waits.measureTrip();
        if (bareFirst) {
            waits.asked(pair.askBare());
            waits.measureTrip();
            waits.migrated(pair.migrate());
        } else {
            waits.migrated(pair.migrate());
            waits.measureTrip();
            waits.asked(pair.askBare());
        }
        waits.measureTrip();
    }

    /** Ends the second process. */
    @TearDown(Level.Trial)
    public void close() {
        pair.close();
    }
}
