package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.peer.MigrationPlan;
import io.whimbrel.jmh.peer.GuestPlan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a guest stands still that writes nothing: what a handoff of ownership costs by itself. The guest, a key-value
 * store that is only read, is migrated by pre-copy between two processes, again and again, each time with a guest anew.
 * Look at {@code downtimeNs}, and of its samples at the median, which {@code Ratios} computes.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar IdleDowntimeBenchmark -rf json -rff downtime.json
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 40)
@Fork(1)
@State(Scope.Benchmark)
public class IdleDowntimeBenchmark extends RepeatedMigration {

    private static final GuestPlan READ_ONLY = new GuestPlan(16L << 20, 1, "workload=kv(mix=c);rate=1000/s");

    /** What carries the pages. */
    @Param({"aeron-udp", "aeron-ipc", "tcp"})
    public String transport;

    /** For JMH. */
    public IdleDowntimeBenchmark() {}

    @Override
    GuestPlan what() {
        return READ_ONLY;
    }

    @Override
    MigrationPlan how() {
        return MigrationPlan.by("precopy");
    }

    @Override
    String transport() {
        return transport;
    }

    @Override
    boolean twoProcesses() {
        return true;
    }

    /**
     * One migration.
     *
     * @param outcome what it came to
     */
    @Benchmark
    public void migrate(final Outcome outcome) {
        migrateInto(outcome);
    }
}
