package io.whimbrel.workloads.arrival.builtin;

import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.random.RandomStream;

/** Arrivals with exponential gaps in a time that may pass unlike the wall's. The state is the time of the next one. */
abstract class ExponentialGaps implements ArrivalStream {

    private final double meanGapNs;
    private final RandomStream random;
    private double elapsedNs;

    ExponentialGaps(final double meanGapNs, final RandomStream random) {
        this.meanGapNs = meanGapNs;
        this.random = random;
        this.elapsedNs = gapNs();
    }

    /** The wall's time for a time of the process; must not decrease. */
    abstract long toWallNs(double processNs);

    @Override
    public final long startNs() {
        return toWallNs(elapsedNs);
    }

    @Override
    public final void advance() {
        elapsedNs += gapNs();
    }

    private double gapNs() {
        // 1 - u lies in (0, 1], where u lies in [0, 1).
        return -StrictMath.log(1 - random.nextDouble()) * meanGapNs;
    }

    @Override
    public final long state() {
        return Double.doubleToRawLongBits(elapsedNs);
    }

    @Override
    public final void resume(final long state) {
        elapsedNs = Double.longBitsToDouble(state);
    }
}
