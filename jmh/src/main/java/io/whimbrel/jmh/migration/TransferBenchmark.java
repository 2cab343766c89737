package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.Forked;
import io.whimbrel.jmh.peer.Placement;
import io.whimbrel.jmh.peer.TransferPair;
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
 * Pages delivered and applied, from one process to another: a stop-and-copy migration without a cap, against a program
 * that uses Aeron, or socket channels, and nothing else. Both move the same memory into populated memory of the other
 * process, idle in the same way, and are timed until the other process confirms the last page. Over Aeron both go through
 * the same pair of media drivers in frames of the same length; bare NIO writes straight from memory and reads straight
 * into it. The bare program does not look for zero pages, has no checksum and keeps no account of what has come.
 *
 * <p>An iteration is one transfer by each, in an order that alternates, so that whatever else the machine does meets
 * both alike. Look at the secondary results, and of these at the ratio of the medians, which {@code Ratios} computes;
 * the primary one is the time for both with all their set-up and verification, and says nothing.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar TransferBenchmark -rf json -rff transfer.json
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 20)
@State(Scope.Benchmark)
public class TransferBenchmark extends Forked {

    /** What carries the pages. */
    @Param({"aeron-udp", "aeron-ipc", "tcp"})
    public String transport;

    /** Which processors the two processes have. */
    @Param({"APART", "FREE"})
    public Placement placement;

    /** The guest's memory. */
    @Param("256")
    public int memoryMiB;

    private TransferPair pair;
    private boolean bareFirst;

    /** For JMH. */
    public TransferBenchmark() {}

    /** Starts the second process. */
    @Setup(Level.Trial)
    public void open() {
        pair = new TransferPair(transport, placement, (long) memoryMiB << 20);
    }

    /**
     * One transfer by each.
     *
     * @param reached what they reach
     */
    @Benchmark
    public void bothWays(final Throughput reached) {
        bareFirst = !bareFirst;
        if (bareFirst) {
            reached.barePagesPerSecond = pair.sendBare();
            reached.whimbrelPagesPerSecond = pair.migrate();
        } else {
            reached.whimbrelPagesPerSecond = pair.migrate();
            reached.barePagesPerSecond = pair.sendBare();
        }
        reached.ratio = reached.whimbrelPagesPerSecond / reached.barePagesPerSecond;
    }

    /** Ends the second process. */
    @TearDown(Level.Trial)
    public void close() {
        pair.close();
    }
}
