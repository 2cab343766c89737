package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.TraceHeader;
import java.util.List;

/**
 * What a trace is like. Everything is counted, nothing sampled, but for the curve, which is an average over windows.
 *
 * @param header        of which guest it is
 * @param digest        what tells it from other traces
 * @param fileBytes     length of the file
 * @param accesses      reads and writes
 * @param writes        writes
 * @param silentWrites  writes that changed nothing
 * @param bytesChanged  bytes that had another value after a write, over all writes
 * @param durationNs    time of the last access since the guest's start, in nanoseconds
 * @param pagesAccessed distinct pages read or written
 * @param pagesRead     distinct pages read
 * @param pagesWritten  distinct pages written
 * @param rate          accesses over time, in order
 * @param curve         distinct pages within windows, the shortest first
 * @param reuse         times since the last access to the same page, the shortest first; empty buckets left out
 * @param hotSet        the pages that take most of the writes, the smallest share first
 */
public record TraceSummary(TraceHeader header, String digest, long fileBytes, long accesses, long writes,
        long silentWrites, long bytesChanged, long durationNs, long pagesAccessed, long pagesRead, long pagesWritten,
        List<RateBucket> rate, List<CurvePoint> curve, List<ReuseBucket> reuse, List<HotShare> hotSet) {

    /** Copies the lists. */
    public TraceSummary {
        rate = List.copyOf(rate);
        curve = List.copyOf(curve);
        reuse = List.copyOf(reuse);
        hotSet = List.copyOf(hotSet);
    }

    /**
     * The accesses of one stretch of time.
     *
     * @param fromNs   its beginning since the guest's start, in nanoseconds
     * @param lengthNs its length, in nanoseconds
     * @param accesses reads and writes in it
     * @param writes   writes in it
     */
    public record RateBucket(long fromNs, long lengthNs, long accesses, long writes) {}

    /**
     * How many distinct pages are touched within some time from a start at which all are clean.
     *
     * @param windowNs      that time, in nanoseconds
     * @param pagesWritten  distinct pages written, on average
     * @param pagesAccessed distinct pages read or written, on average
     * @param windows       over how many starts, evenly spaced, the average is
     */
    public record CurvePoint(long windowNs, double pagesWritten, double pagesAccessed, int windows) {}

    /**
     * Accesses to a page that was accessed before.
     *
     * @param fromNs   least time since then, in nanoseconds; 0 or a power of two
     * @param toNs     longest time since then, in nanoseconds
     * @param accesses how many
     */
    public record ReuseBucket(long fromNs, long toNs, long accesses) {}

    /**
     * The fewest pages that take a share of all writes.
     *
     * @param shareOfWrites   the share, from 0 to 1
     * @param pages           how many pages
     * @param fractionOfPages their share of the guest's pages, from 0 to 1
     */
    public record HotShare(double shareOfWrites, long pages, double fractionOfPages) {}
}
