package io.whimbrel.workloads.arrival.builtin;

import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.arrival.Load;
import io.whimbrel.workloads.random.RandomStream;

/** Exponential gaps: each operation starts regardless of all others. */
final class Poisson implements ArrivalProcess {

    @Override
    public ArrivalStream begin(final Load load, final RandomStream random) {
        return new ExponentialGaps(load.meanGapNs(), random) {
            @Override
            long toWallNs(final double elapsedNs) {
                return (long) elapsedNs;
            }
        };
    }
}
