package io.whimbrel.results.record;

import org.HdrHistogram.Histogram;

/**
 * Latencies of the operations that ended in one phase, from each operation's intended start to its end.
 *
 * @param count  operations
 * @param p50Ns  median, nanoseconds; null when there were no operations, as are the others
 * @param p99Ns  99th percentile, nanoseconds
 * @param p999Ns 99.9th percentile, nanoseconds
 * @param maxNs  the longest, nanoseconds
 */
public record LatencyRecord(long count, Long p50Ns, Long p99Ns, Long p999Ns, Long maxNs) {

    /**
     * Reads the percentiles off a histogram.
     *
     * @param histogram of nanoseconds
     * @return the record
     */
    public static LatencyRecord of(final Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? new LatencyRecord(0, null, null, null, null)
                : new LatencyRecord(histogram.getTotalCount(), histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(99), histogram.getValueAtPercentile(99.9),
                        histogram.getMaxValue());
    }

    /**
     * The same latencies, the longest of which is known exactly. No percentile is above it.
     *
     * @param longestNs nanoseconds
     * @return the record with it
     */
    public LatencyRecord withMaxNs(final long longestNs) {
        return new LatencyRecord(count, Math.min(p50Ns, longestNs), Math.min(p99Ns, longestNs),
                Math.min(p999Ns, longestNs), longestNs);
    }
}
