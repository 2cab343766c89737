package io.whimbrel.engine.simulation;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.Vcpu;

/** A vCPU on a simulated processor: executes its operations at their times, and sleeps in between. */
final class VcpuActor {

    private static final long PAUSED = Long.MAX_VALUE;

    private final Vcpu vcpu;
    private final Guest guest;
    private final VirtualCpu cpu;
    private long freeNs;
    private long nextNs;

    VcpuActor(final Vcpu vcpu, final Guest guest, final VirtualCpu cpu, final long nowNs) {
        this.vcpu = vcpu;
        this.guest = guest;
        this.cpu = cpu;
        this.freeNs = nowNs;
        this.nextNs = nowNs;
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

    /** Looks up from its sleep, unless it is within an operation. */
    void passBoundary(final long nowNs) {
        if (freeNs <= nowNs) {
            cycle(nowNs, nowNs);
        }
    }

    private void cycle(final long nowNs, final long untilNs) {
        cpu.begin(nowNs, untilNs);
        vcpu.doWork();
        final long idleNs = vcpu.idleNs();
        freeNs = cpu.end();
        // An operation that takes no time at all may be followed by another at once, but not for ever.
        nextNs = idleNs >= PAUSED - freeNs ? PAUSED : Math.max(freeNs + idleNs, nowNs + 1);
    }
}
