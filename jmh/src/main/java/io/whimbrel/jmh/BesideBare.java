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
    /** Fixed, as one that grows would allocate amid what is to allocate nothing. */
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final double MEDIAN = 50;

    private final Histogram bareFirst = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram bareSecond = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram barredFirst = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram barredSecond = new Histogram(LONGEST_NS, DIGITS);
    private int operations = 1;
    private boolean isBareFirst;

    /** For JMH. */
    public BesideBare() {}

    /** Forgets what the last iteration measured. */
    @Setup(Level.Iteration)
    public void reset() {
        bareFirst.reset();
        bareSecond.reset();
        barredFirst.reset();
        barredSecond.reset();
    }

    /**
     * Runs and times a batch of each, now the one first and now the other.
     *
     * @param batches    the batches
     * @param operations in each of them
     */
    public final void time(final Batches batches, final int operations) {
        this.operations = operations;
        isBareFirst = !isBareFirst;
        if (isBareFirst) {
            timeBare(batches, bareFirst);
            timeBarred(batches, barredSecond);
        } else {
            timeBarred(batches, barredFirst);
            timeBare(batches, bareSecond);
        }
    }

    private void timeBare(final Batches batches, final Histogram took) {
        final long beganNs = System.nanoTime();
        batches.bare();
        took.recordValue(Math.min(System.nanoTime() - beganNs, LONGEST_NS));
    }

    private void timeBarred(final Batches batches, final Histogram took) {
        final long beganNs = System.nanoTime();
        batches.barred();
        took.recordValue(Math.min(System.nanoTime() - beganNs, LONGEST_NS));
    }

    /**
     * An operation without barrier.
     *
     * @return median, in nanoseconds
     */
    public double bareNs() {
        return median(bareFirst, bareSecond);
    }

    /**
     * An operation with the barrier.
     *
     * @return median, in nanoseconds
     */
    public double barredNs() {
        return median(barredFirst, barredSecond);
    }

    /** Each place has a median of its own: whoever comes second finds the caches as the first has left them. */
    private double median(final Histogram first, final Histogram second) {
        final double both = first.getValueAtPercentile(MEDIAN) + second.getValueAtPercentile(MEDIAN);
        final boolean isOneEmpty = first.getTotalCount() == 0 || second.getTotalCount() == 0;
        return both / (isOneEmpty ? operations : 2 * operations);
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
