package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.tracking.WriteBarrier;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * A virtual CPU: executes its program's operations at their intended starts, one at a time, and at every boundary
 * between two of them tells the tracker so and looks whether it may run on. A duty cycle: never blocks, allocates
 * nothing.
 *
 * <p>Late operations are executed at once, one after the other, until the vCPU has caught up (an open loop); their
 * latency is measured from the intended start, so a pause or a throttle shows in full.
 */
public final class Vcpu implements Agent {

    private static final int MAX_OPERATIONS_PER_CYCLE = 16;
    /** Run this long, then sleep as the throttle says; QEMU's slice (migration/cpu-throttle.c). */
    private static final long THROTTLE_SLICE_NS = 10_000_000;

    private final int index;
    private final VcpuProgram program;
    private final AtBoundary<GuestAccess> access;
    private GuestAccess memory;
    private final WriteBarrier barrier;
    private final PauseGate gate = new PauseGate();
    private final GuestTime time;
    private final NanoClock clock;
    /** Null where time cannot be skipped. */
    private final IdleSkippingClock skipping;
    private final OperationLog log;
    private volatile long throttleCycleNs = THROTTLE_SLICE_NS;
    private volatile Thread thread;
    private boolean running;

    Vcpu(final int index, final VcpuProgram program, final GuestAccess memory, final WriteBarrier barrier,
            final GuestTime time, final NanoClock clock, final OperationPhases phases) {
        this.index = index;
        this.program = program;
        this.access = new AtBoundary<>(memory);
        this.memory = memory;
        this.barrier = barrier;
        this.time = time;
        this.clock = clock;
        this.skipping = clock instanceof final IdleSkippingClock skippable ? skippable : null;
        this.log = new OperationLog(phases);
    }

    @Override
    public void onStart() {
        thread = Thread.currentThread();
    }

    @Override
    public int doWork() {
        int done = 0;
        boolean goOn = mayRun();
        // Only now: while the guest was paused its time may have been put back.
        long now = time.sinceStart(clock.nanoTime());
        while (goOn && done < MAX_OPERATIONS_PER_CYCLE) {
            final long intendedNs = program.nextStartNs();
            if (!isDue(intendedNs, now)) {
                break;
            }
            program.execute(memory);
            now = time.sinceStart(clock.nanoTime());
            log.completed(intendedNs, now);
            done++;
            if (skipping != null) {
                now = time.sinceStart(skipping.skipTo(time.startNs() + program.nextStartNs()));
                if (skipping.isUp()) {
                    break;
                }
            }
            goOn = mayRun();
        }
        return done;
    }

    private boolean mayRun() {
        barrier.boundary();
        running = gate.mayRun();
        if (running) {
            // After the gate, so that an access given to a paused vCPU is the one with which it runs on.
            memory = access.takeUp();
        }
        return running;
    }

    private boolean isDue(final long intendedNs, final long now) {
        final long cycle = throttleCycleNs;
        return intendedNs <= now && (cycle == THROTTLE_SLICE_NS || now % cycle < THROTTLE_SLICE_NS);
    }

    @Override
    public void onClose() {
        barrier.offline();
    }

    @Override
    public String roleName() {
        return "vcpu-" + index;
    }

    /**
     * How long this vCPU has nothing to do, as far as it knows. For an idle strategy; called from its own thread.
     *
     * @return nanoseconds until the next operation is meant to start and the throttle allows it; 0 when it is due;
     *     {@link Long#MAX_VALUE} while paused, when the program is the controller's
     */
    public long idleNs() {
        return running ? idleNs(time.sinceStart(clock.nanoTime())) : Long.MAX_VALUE;
    }

    private long idleNs(final long now) {
        final long untilDue = Math.max(0, program.nextStartNs() - now);
        final long cycle = throttleCycleNs;
        if (cycle == THROTTLE_SLICE_NS || program.nextStartNs() == Long.MAX_VALUE) {
            return untilDue;
        }
        final long inCycle = (now + untilDue) % cycle;
        return untilDue + (inCycle < THROTTLE_SLICE_NS ? 0 : cycle - inCycle);
    }

    /**
     * What its clients see.
     *
     * @return the log
     */
    public OperationLog log() {
        return log;
    }

    /**
     * The program it executes. To be touched only while the vCPU is paused or has ended.
     *
     * @return the program
     */
    public VcpuProgram program() {
        return program;
    }

    /** How the memory is accessed. */
    AtBoundary<GuestAccess> access() {
        return access;
    }

    PauseGate gate() {
        return gate;
    }

    void throttle(final double share) {
        throttleCycleNs = (long) (THROTTLE_SLICE_NS / (1 - share));
    }

    /** Ends the idling of the vCPU's thread, if it has one. */
    void wake() {
        LockSupport.unpark(thread);
    }
}
