package io.whimbrel.jmh.migration;

import io.whimbrel.jmh.peer.Demanded;
import io.whimbrel.jmh.peer.FaultTimes;
import io.whimbrel.results.environment.CacheLineTrips;
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

    /** How far processors were from each other at the nearest, before, between and after: {@link CacheLineTrips}, in ns. */
    public long leastTripNs;
    /** The same at the furthest: where the two differ, the host has moved them. */
    public long mostTripNs;

    /** For JMH. */
    public Waits() {}

    /** Sees how far processors are from each other just now. */
    final void measureTrip() {
        for (final long tripNs : CacheLineTrips.measure(1, 0)) {
            leastTripNs = leastTripNs == 0 ? tripNs : Math.min(leastTripNs, tripNs);
            mostTripNs = Math.max(mostTripNs, tripNs);
        }
    }

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
