package io.whimbrel.results.record;

/**
 * What a migration cost beyond what was possible, had its guest's writes been known beforehand. Negative only where the
 * link was faster than it is taken for.
 *
 * @param optimalDowntimeNs       the least downtime of whole-page pre-copy that was possible at the instant at which the
 *                                guest was paused, nanoseconds
 * @param downtimeNs              downtime above it, nanoseconds
 * @param timingNs                how much of the optimum another instant within the migration would have saved,
 *                                nanoseconds
 * @param bytesSent               bytes beyond every page once
 * @param totalTimeNs             time from the first page on beyond what every page once takes, nanoseconds
 * @param bandwidthBytesPerSecond what the link is taken for: its cap, or what the first round has reached
 */
public record RegretRecord(long optimalDowntimeNs, long downtimeNs, long timingNs, long bytesSent, long totalTimeNs,
        double bandwidthBytesPerSecond) {}
