package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.Forked;
import io.whimbrel.jmh.peer.Destination;
import io.whimbrel.jmh.peer.GuestPlan;
import io.whimbrel.jmh.peer.MigrationPlan;
import io.whimbrel.jmh.peer.SourceRun;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Migrates one guest after the other to the same destination, which verifies each by replay. The invocations are long:
 * what JMH says against set-up before each of them does not concern these.
 */
@State(Scope.Benchmark)
public abstract class RepeatedMigration extends Forked {

    /** How long a guest runs before it is migrated. */
    private static final long RUN_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private Destination destination;
    private SourceRun run;

    /** For benchmarks. */
    protected RepeatedMigration() {}

    abstract GuestPlan what();

    abstract MigrationPlan how();

    abstract String transport();

    abstract boolean twoProcesses();

    /** Opens the destination. */
    @Setup(Level.Trial)
    public void open() {
        destination = Destination.open(transport(), twoProcesses());
    }

    /** Starts a guest. */
    @Setup(Level.Invocation)
    public void start() {
        destination.expect();
        run = new SourceRun(what(), how(), destination.link());
        run.start();
        final long untilNs = System.nanoTime() + RUN_NS;
        while (System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(RUN_NS / 10);
        }
    }

    final void migrateInto(final Outcome outcome) {
        outcome.of(run.migrate(), what().memoryBytes());
    }

    /** Stops the guest where it runs now, and verifies it. */
    @TearDown(Level.Invocation)
    public void verify() {
        run.close();
        destination.conclude();
    }

    /** Closes the destination. */
    @TearDown(Level.Trial)
    public void close() {
        destination.close();
    }
}
