package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.peer.GuestPlan;
import io.whimbrel.jmh.peer.MigrationPlan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A migration from end to end: from the request until the source may free its memory, with a guest that is under load
 * all the while. Every parameter is a reference as in a scenario; whatever is on the class path can be named, a plug-in
 * of one's own too. A migration that ends otherwise than verified fails the run.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar MigrationBenchmark -p strategy=precopy -p transport=aeron-udp -p processes=2
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@State(Scope.Benchmark)
public class MigrationBenchmark extends RepeatedMigration {

    /** The way to migrate. */
    @Param({"stop-and-copy", "precopy"})
    public String strategy;

    /** When dirty bits are read. */
    @Param({"round-snapshot", "clear-at-send", "peek-skip"})
    public String sync;

    /** When to stop. */
    @Param("fixed-rounds(4)")
    public String convergence;

    /** The dirty tracker. */
    @Param("epoch")
    public String tracker;

    /** How a page is put on the wire. */
    @Param("zero-elide")
    public String encoding;

    /** What carries the pages. */
    @Param({"in-memory", "aeron-udp", "aeron-ipc", "tcp"})
    public String transport;

    /** 1, or 2 for a destination in a process of its own, which no in-memory link reaches. */
    @Param("1")
    public int processes;

    /** The guest: a description as a run's record has it. */
    @Param("workload=kv(mix=a);rate=50000/s")
    public String guest;

    /** The guest's memory. */
    @Param("32")
    public int memoryMiB;

    /** For JMH. */
    public MigrationBenchmark() {}

    @Override
    GuestPlan what() {
        return new GuestPlan((long) memoryMiB << 20, 1, guest);
    }

    @Override
    MigrationPlan how() {
        return MigrationPlan.of(strategy, tracker, sync, encoding, convergence);
    }

    @Override
    String transport() {
        return transport;
    }

    @Override
    boolean twoProcesses() {
        return processes == 2;
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
