package io.whimbrel.results.record;

/**
 * One round of a migration. The pages sent while the guest was paused are the last round.
 *
 * @param round                 from 1
 * @param startNs               nanoseconds since the migration was requested
 * @param durationNs            nanoseconds, its sync included
 * @param syncNs                nanoseconds that the dirty sync took
 * @param dirtyPages            pages that had to be sent when it began
 * @param pagesSent             pages sent, zero pages among them
 * @param zeroPages             pages sent as zero pages
 * @param pagesSkipped          pages left for a later round because they were dirty again
 * @param bytesSent             bytes put on the link, headers included
 * @param bytesPerSecond        bytes sent by duration
 * @param throttle              share of the time that the vCPUs must not run, 0 to 0.99
 * @param rateCapBytesPerSecond the cap on the send rate; null for none
 * @param expectedDowntimeNs    downtime predicted if the guest were paused after it, nanoseconds; null while unknown
 * @param workingSetPages       estimate of the pages written over and over; null while unknown
 */
public record RoundRecord(int round, long startNs, long durationNs, long syncNs, long dirtyPages, long pagesSent,
        long zeroPages, long pagesSkipped, long bytesSent, double bytesPerSecond, double throttle,
        Long rateCapBytesPerSecond, Long expectedDowntimeNs, Long workingSetPages) {}
