package io.whimbrel.jmh.peer;

import org.HdrHistogram.Histogram;

/**
 * How long pages that were demanded had to be waited for.
 *
 * @param count     how many
 * @param p50Ns     the median, in nanoseconds
 * @param p99Ns     99 of 100 came sooner, in nanoseconds
 * @param wakeP50Ns the median from the page's being there until who waits runs on, in nanoseconds; 0 where he spins
 * @param wakeP99Ns 99 of 100 ran on sooner, in nanoseconds; 0 where he spins
 */
public record FaultTimes(long count, long p50Ns, long p99Ns, long wakeP50Ns, long wakeP99Ns) {

    private static final double MEDIAN = 50;
    private static final double P99 = 99;

    static FaultTimes of(final Histogram waits, final Histogram wakes) {
        return new FaultTimes(waits.getTotalCount(), waits.getValueAtPercentile(MEDIAN),
                waits.getValueAtPercentile(P99), wakes.getValueAtPercentile(MEDIAN), wakes.getValueAtPercentile(P99));
    }

    static FaultTimes parse(final String text) {
        final String[] numbers = text.split(" ");
        return new FaultTimes(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]), Long.parseLong(numbers[4]));
    }

    @Override
    public String toString() {
        return count + " " + p50Ns + " " + p99Ns + " " + wakeP50Ns + " " + wakeP99Ns;
    }
}
