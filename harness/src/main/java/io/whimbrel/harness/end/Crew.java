package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.BackOff;
import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuIdleStrategy;
import io.whimbrel.engine.migration.DestinationIdleStrategy;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.SourceIdleStrategy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;

/** The threads of one end. The first of them that fails fails the end; closing ends them all, the youngest first. */
public final class Crew implements AutoCloseable {

    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(500);
    /** A vCPU that stands still for a page that will never come ends when it is interrupted, and only then. */
    private static final int VCPU_PATIENCE_MS = 20;

    private final Deque<AgentRunner> runners = new ArrayDeque<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Makes a crew without anybody in it. */
    public Crew() {}

    /**
     * Runs an agent that works beside a guest. It backs off when idle.
     *
     * @param agent the agent
     */
    public void run(final Agent agent) {
        run(agent, BackOff.soon());
    }

    /**
     * Runs the source of a migration.
     *
     * @param source the agent
     */
    public void run(final MigrationSource source) {
        run(source, new SourceIdleStrategy(source));
    }

    /**
     * Runs the destination of a migration.
     *
     * @param destination the agent
     */
    public void run(final MigrationDestination destination) {
        run(destination, new DestinationIdleStrategy(destination));
    }

    /**
     * Runs a guest's vCPUs, a thread each. May be called by an agent of the crew.
     *
     * @param guest whose vCPUs
     */
    public void run(final Guest guest) {
        for (final Vcpu vcpu : guest.vcpus()) {
            run(vcpu, new VcpuIdleStrategy(vcpu));
        }
    }

    /**
     * Does something step by step on the calling thread, and backs off as an agent does where there is nothing to do yet.
     *
     * @param step does a part; tells how much it did
     * @param done whether all is done
     * @throws EndFailedException when a thread of the crew has failed, or the calling thread is interrupted
     */
    public void drive(final IntSupplier step, final BooleanSupplier done) {
        final IdleStrategy idle = BackOff.soon();
        while (!done.getAsBoolean()) {
            requireWell();
            idle.idle(step.getAsInt());
        }
    }

    private void run(final Agent agent, final IdleStrategy idle) {
        final AgentRunner runner = new AgentRunner(idle, e -> failure.compareAndSet(null, e), null, agent);
        synchronized (runners) {
            runners.push(runner);
        }
        AgentRunner.startOnThread(runner);
    }

    /**
     * Waits. The waiting thread has nothing to do but look now and then.
     *
     * @param condition for what
     * @throws EndFailedException when a thread of the crew has failed, or the waiting thread is interrupted
     */
    public void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            requireWell();
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private void requireWell() {
        if (failure.get() != null) {
            throw new EndFailedException(failure.get());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new EndFailedException(new InterruptedException("told to stop"));
        }
    }

    /** Ends every thread and waits until it has ended. */
    @Override
    public void close() {
        while (true) {
            final AgentRunner runner;
            synchronized (runners) {
                runner = runners.poll();
            }
            if (runner == null) {
                return;
            }
            if (runner.agent() instanceof Vcpu) {
                runner.close(VCPU_PATIENCE_MS, thread -> {});
            } else {
                runner.close();
            }
        }
    }
}
