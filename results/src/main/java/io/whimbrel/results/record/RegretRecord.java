package io.whimbrel.results.record;

/**
 * What a migration cost beyond what was possible, had its guest's accesses been known beforehand: in downtime where all
 * pages had to be there before the guest ran, in stalls where none had. Negative only where the link was faster than it
 * is taken for, and, in stalls, where operations took long: the optimum is that of operations that take no time, and a vCPU
 * that is behind executes some while it would have to wait otherwise.
 *
 * @param optimalDowntimeNs       the least downtime of whole-page pre-copy that was possible at the instant at which the
 *                                guest was paused, nanoseconds; null in post-copy
 * @param downtimeNs              downtime above it, nanoseconds
 * @param timingNs                how much of the optimum another instant within the migration would have saved,
 *                                nanoseconds
 * @param optimalStallNs          the least time that the guest had to stand still for its pages after it ran at the
 *                                destination, nanoseconds; 0 where all were there; null where some were sent before the
 *                                pause and others were out of date
 * @param stallNs                 the time above it that the vCPU stood still that did so the longest, nanoseconds
 * @param bytesSent               bytes beyond every page once
 * @param totalTimeNs             time from the first page on beyond what every page once takes, nanoseconds
 * @param bandwidthBytesPerSecond what the link is taken for: its cap, or what the first round has reached; where the
 *                                guest was paused in that already, what the push has
 */
public record RegretRecord(Long optimalDowntimeNs, Long downtimeNs, Long timingNs, Long optimalStallNs, Long stallNs,
        long bytesSent, long totalTimeNs, double bandwidthBytesPerSecond) {

    /**
     * The one number of which more is worse: the stall's regret in post-copy, otherwise the downtime's.
     *
     * @return nanoseconds; null where neither is known
     */
    public Long headlineNs() {
        return stallNs != null ? stallNs : downtimeNs;
    }
}
