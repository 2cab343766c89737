package io.whimbrel.workloads.arrival.builtin;

import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.arrival.Load;
import io.whimbrel.workloads.random.RandomStream;

/**
 * On for a part of each cycle, then off. While on, the operations come as a Poisson process so much faster that the
 * mean rate is kept.
 *
 * @param duty    the part of a cycle that is on, above 0
 * @param cycleNs length of a cycle, in nanoseconds
 */
record Bursty(double duty, long cycleNs) implements ArrivalProcess {

    @Override
    public ArrivalStream begin(final Load load, final RandomStream random) {
        final double onNs = duty * cycleNs;
        return new ExponentialGaps(load.meanGapNs() * duty, random) {
            /** The process runs in a time in which only the on-parts pass. */
            @Override
            long toWallNs(final double elapsedNs) {
                final double cycles = Math.floor(elapsedNs / onNs);
                // Rounding must carry an operation neither before its cycle nor into the off-part.
                return (long) cycles * cycleNs + (long) Math.clamp(elapsedNs - cycles * onNs, 0.0, onNs);
            }
        };
    }
}
