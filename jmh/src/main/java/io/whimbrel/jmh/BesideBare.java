package io.whimbrel.jmh;

import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Medians of what was done with a barrier and of the same without, batch by batch in turn, in nanoseconds an operation.
 *
 * <p>In turn, and not in forks of their own: whether a fork is given memory that the machine's caches suit, and whether
 * another tenant keeps the core's other thread busy, makes a bare read cost 0.9 ns in one fork and 4 in the next. A
 * barrier of 1 ns is not to be seen in the difference of two forks, but is in that of two batches.
 *
 * <p>JMH's closing table adds these up over all iterations; look at the averages above it, or at the medians that
 * {@code Ratios} computes.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class BesideBare {

    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;

    private final Histogram bare = new Histogram(DIGITS);
    private final Histogram barred = new Histogram(DIGITS);
    private int operations = 1;

    /** For JMH. */
    public BesideBare() {}

    /** Forgets what the last iteration measured. */
    @Setup(Level.Iteration)
    public void reset() {
        bare.reset();
        barred.reset();
    }

    /**
     * Counts a batch of each.
     *
     * @param batch    operations in each
     * @param bareNs   how long the batch without barrier took, in nanoseconds
     * @param barredNs how long that with it took, in nanoseconds
     */
    public final void took(final int batch, final long bareNs, final long barredNs) {
        operations = batch;
        bare.recordValue(bareNs);
        barred.recordValue(barredNs);
    }

    /**
     * An operation without barrier.
     *
     * @return median, in nanoseconds
     */
    public double bareNs() {
        return bare.getValueAtPercentile(MEDIAN) / (double) operations;
    }

    /**
     * An operation with the barrier.
     *
     * @return median, in nanoseconds
     */
    public double barredNs() {
        return barred.getValueAtPercentile(MEDIAN) / (double) operations;
    }

    /**
     * What the barrier costs an operation.
     *
     * @return difference of the medians, in nanoseconds
     */
    public double barrierNs() {
        return barredNs() - bareNs();
    }
}
