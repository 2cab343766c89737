package io.whimbrel.engine.guest;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import org.HdrHistogram.Histogram;

/**
 * What one vCPU's clients see: the latency of each operation from its intended start, by phase, and the longest gap
 * between two completions. Written by the vCPU's thread without allocating; read by any thread once the vCPU is
 * paused or has ended, which orders the two: so nothing here is atomic, and no operation waits for its page to arrive
 * from memory because it is counted.
 */
public final class OperationLog {

    /** Latencies above this are recorded as this; an hour, in nanoseconds. */
    public static final long HIGHEST_LATENCY_NS = 3_600_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final OperationPhases phases;
    private final Histogram[] latencies = new Histogram[Phase.values().length];
    private final Gap[] gaps = new Gap[Phase.values().length];
    /** Latencies often come in runs of equal ones, always in virtual time: a run is counted when it has ended. */
    private Histogram runOf;
    private long runLatencyNs;
    private long runLength;
    private final Throughput throughput = new Throughput();
    private long lastCompletedNs;

    OperationLog(final OperationPhases phases) {
        this.phases = phases;
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = new Histogram(1, HIGHEST_LATENCY_NS, SIGNIFICANT_DIGITS);
            gaps[i] = new Gap();
        }
        runOf = latencies[0];
    }

    void completed(final long intendedNs, final long endNs) {
        final Histogram histogram = latencies[phases.of(intendedNs).ordinal()];
        final long latencyNs = endNs - intendedNs;
        if (latencyNs != runLatencyNs || histogram != runOf) {
            count(runOf);
            runOf = histogram;
            runLatencyNs = latencyNs;
            runLength = 0;
        }
        runLength++;
        throughput.completed(endNs);
        gaps[phaseOfGap(lastCompletedNs, endNs).ordinal()].widen(lastCompletedNs, endNs);
        lastCompletedNs = endNs;
    }

    /** Counts the run so far. */
    private void count(final Histogram histogram) {
        if (runLength != 0) {
            histogram.recordValueWithCount(Math.min(Math.max(1, runLatencyNs), HIGHEST_LATENCY_NS), runLength);
        }
    }

    /** A gap that touches the migration anywhere counts as during it. */
    private Phase phaseOfGap(final long fromNs, final long toNs) {
        final Phase from = phases.of(fromNs);
        final boolean began = from == Phase.WARM_UP || from == Phase.BEFORE;
        return began && phases.of(toNs).compareTo(Phase.DURING) >= 0 ? Phase.DURING : from;
    }

    /**
     * The latencies of one phase, from intended start to end, in nanoseconds.
     *
     * @param phase the phase
     * @return a copy
     */
    public Histogram latencies(final Phase phase) {
        final Histogram histogram = latencies[phase.ordinal()];
        final Histogram copy = histogram.copy();
        if (histogram == runOf) {
            count(copy);
        }
        return copy;
    }

    /**
     * The operations completed over time.
     *
     * @return throughput
     */
    public Throughput throughput() {
        return throughput;
    }

    /**
     * The longest time between two completions that touches a phase.
     *
     * @param phase the phase
     * @return nanoseconds; 0 when nothing was completed in it
     */
    public long longestGapNs(final Phase phase) {
        return gaps[phase.ordinal()].lengthNs();
    }

    /**
     * The guest has stopped for good. If an operation was due, somebody is waiting: it counts with the age that it has
     * reached, and the gap since the last completion counts with the length that it has reached.
     *
     * @param nextStartNs guest time at which the next operation was meant to start
     * @param nowNs       guest time
     */
    void end(final long nextStartNs, final long nowNs) {
        if (nextStartNs < nowNs) {
            completed(nextStartNs, nowNs);
        }
    }

    /**
     * When the last operation completed.
     *
     * @return nanoseconds since the guest was started
     */
    long lastCompletedNs() {
        return lastCompletedNs;
    }

    /** Goes on where another process left off, so that the gap across the migration is seen whole. */
    void resumeAfter(final long lastCompletedElsewhereNs) {
        lastCompletedNs = lastCompletedElsewhereNs;
    }

    private static final class Gap {

        private long fromNs;
        private long toNs;

        void widen(final long from, final long to) {
            if (to - from > toNs - fromNs) {
                fromNs = from;
                toNs = to;
            }
        }

        long lengthNs() {
            return toNs - fromNs;
        }
    }
}
