package io.whimbrel.engine.simulation;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.Vcpu;
import java.util.function.LongConsumer;

/**
 * A vCPU on a simulated processor: executes its operations at their times, sleeps in between, and stands still where it
 * touches a page that is absent.
 */
final class VcpuActor {

    private static final long PAUSED = Long.MAX_VALUE;

    private final Vcpu vcpu;
    private final Guest guest;
    private final VirtualCpu cpu;
    private final double wakeNs;
    private final LongConsumer onStall;
    /** Null for a guest all of whose pages are here. */
    private final VirtualStall stall;
    /** Executes duty cycles for ever; is left after each, and within one that stalls. Made when a page is absent. */
    private Coroutine cycles;
    private long freeNs;
    private long nextNs;

    /**
     * Makes the actor of one vCPU.
     *
     * @param wakeNs  how long it takes to run on once its page is there
     * @param onStall is told when the vCPU stalls
     */
    VcpuActor(final Vcpu vcpu, final Guest guest, final VirtualCpu cpu, final long nowNs, final double wakeNs,
            final LongConsumer onStall) {
        this.vcpu = vcpu;
        this.guest = guest;
        this.cpu = cpu;
        this.wakeNs = wakeNs;
        this.onStall = onStall;
        this.freeNs = nowNs;
        this.nextNs = nowNs;
        if (guest.faults() == null) {
            stall = null;
        } else {
            stall = new VirtualStall();
            guest.faults().ports().get(guest.vcpus().indexOf(vcpu)).stallBy(stall);
        }
    }

    private void cycleForEver() {
        while (true) {
            vcpu.doWork();
            Coroutine.leave();
        }
    }

    boolean belongsTo(final Guest other) {
        return guest == other;
    }

    /** Executes every operation that begins before a time. */
    void runUntil(final long untilNs) {
        while (nextNs < untilNs) {
            cycle(nextNs, untilNs);
        }
    }

    /** Looks up from its sleep, unless it is within an operation. Goes on with one whose page has come. */
    void passBoundary(final long nowNs) {
        if (stall != null && stall.isStalled()) {
            if (stall.isOver()) {
                cycle(nowNs + (long) wakeNs, nowNs);
            }
        } else if (freeNs <= nowNs) {
            cycle(nowNs, nowNs);
        }
    }

    /** Entering a coroutine costs more than most operations do: only where it may be needed. */
    private boolean mayStall() {
        if (stall == null || !stall.isStalled() && guest.faults().presence().absentPages() == 0) {
            return false;
        }
        if (cycles == null) {
            cycles = new Coroutine(this::cycleForEver);
        }
        return true;
    }

    private void cycle(final long nowNs, final long untilNs) {
        cpu.begin(nowNs, untilNs);
        if (mayStall()) {
            cycles.run();
            if (stall.isStalled()) {
                nextNs = PAUSED;
                onStall.accept(cpu.end());
                return;
            }
        } else {
            vcpu.doWork();
        }
        final long idleNs = vcpu.idleNs();
        freeNs = cpu.end();
        // An operation that takes no time at all may be followed by another at once, but not for ever.
        nextNs = idleNs >= PAUSED - freeNs ? PAUSED : Math.max(freeNs + idleNs, nowNs + 1);
    }
}
