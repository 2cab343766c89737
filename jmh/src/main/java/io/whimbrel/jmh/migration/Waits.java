package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.peer.Demanded;
import io.whimbrel.jmh.peer.FaultTimes;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How long demanded pages were waited for. JMH's closing table adds these up over all iterations; look at the averages
 * above it, or at the medians that {@code Ratios} computes.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Waits {

    private static final double MIB = 1 << 20;

    /** Demand faults of the migrated guest that an answer ended, and not a page that was pushed meanwhile. */
    public long faults;
    /** Median of their latencies, in nanoseconds. */
    public long faultP50Ns;
    /** 99 of 100 were shorter, in nanoseconds. */
    public long faultP99Ns;
    /** Median from a page's being there until its vCPU runs on, in nanoseconds. */
    public long wakeP50Ns;
    /** 99 of 100 ran on sooner, in nanoseconds. */
    public long wakeP99Ns;
    /** How fast the memory moved meanwhile, in MiB a second. */
    public long pushMiBPerSecond;
    /** Pages that the bare program asked for. */
    public long requests;
    /** Median until they were there, in nanoseconds. */
    public long requestP50Ns;
    /** 99 of 100 were there sooner, in nanoseconds. */
    public long requestP99Ns;
    /** How fast the memory moved meanwhile, in MiB a second. */
    public long barePushMiBPerSecond;

    /** For JMH. */
    public Waits() {}

    final void migrated(final Demanded memory) {
        final FaultTimes times = memory.waits();
        pushMiBPerSecond = Math.round(memory.pushBytesPerSecond() / MIB);
        faults = times.count();
        faultP50Ns = times.p50Ns();
        faultP99Ns = times.p99Ns();
        wakeP50Ns = times.wakeP50Ns();
        wakeP99Ns = times.wakeP99Ns();
    }

    final void asked(final Demanded memory) {
        final FaultTimes times = memory.waits();
        barePushMiBPerSecond = Math.round(memory.pushBytesPerSecond() / MIB);
        requests = times.count();
        requestP50Ns = times.p50Ns();
        requestP99Ns = times.p99Ns();
    }
}
