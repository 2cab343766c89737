package io.whimbrel.engine.observe;

/**
 * What happened in one round. Times are nanoseconds on the source's clock.
 *
 * @param round              number from 1; the pages sent while the guest is paused are the last round
 * @param paused             whether the guest was paused
 * @param startNs            when its first page was due
 * @param durationNs         until its last page was handed to the link
 * @param syncNs             how long the dirty-sync after it took; 0 for the paused round
 * @param dirtyPages         pages to send when it began
 * @param pagesSent          pages sent, zero pages among them
 * @param zeroPages          pages that crossed as a header alone
 * @param pagesSkipped       pages left for later because they were dirty again
 * @param bytesSent          bytes handed to the link, headers included
 * @param throttle           share of the time that the vCPUs must not run
 * @param rateCapBytesPerSecond cap on the send rate; {@link Long#MAX_VALUE} for none
 * @param expectedDowntimeNs what the predictor said at the sync after it; -1 for unknown
 * @param workingSetPages    what the estimator said at the sync after it; -1 for unknown
 */
public record RoundRecord(int round, boolean paused, long startNs, long durationNs, long syncNs, long dirtyPages,
        long pagesSent, long zeroPages, long pagesSkipped, long bytesSent, double throttle,
        long rateCapBytesPerSecond, long expectedDowntimeNs, long workingSetPages) {}
