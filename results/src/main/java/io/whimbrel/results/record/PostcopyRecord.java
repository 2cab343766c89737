package io.whimbrel.results.record;

import java.util.List;

/**
 * What happened after the guest ran at the destination without all of its pages.
 *
 * @param absentPages        pages that were absent when it was let run
 * @param pagesDemanded      pages sent because a vCPU stood still for them
 * @param pagesPushed        pages sent without having been asked for
 * @param requestsNeedless   requests that caused nothing to be sent: for a page under way, or one asked for before
 * @param requestsSpared     requests that were never sent: for a page for which another vCPU stood still as well
 * @param duplicatesAvoided  pages that would have crossed once more, had each request been sent and answered: for those
 *                           needless and for those spared
 * @param renewals           how often it was found out anew, after a cut or in doubt, what the destination is without
 * @param pagesTouched       pages that the guest accessed before all of them were there
 * @param faults             how often a vCPU stood still for a page
 * @param faultsOvertaken    how many of those ended by a page that came by the push, not as the answer
 * @param faultShare         faults by pages touched: the share of the working set that was not there in time
 * @param prefetchCoverage   share of the pages touched that were there before they were asked for
 * @param prefetchAccuracy   share of the pages pushed that were touched before all of them were there
 * @param prefetchTimeliness share of the pushed pages touched that had come before they were touched
 * @param fault              how long faults lasted, from the stall until the vCPU ran on; percentiles to two digits, rounded
 *                           up, the longest exactly
 * @param faultRequest       of those answered: until the source had the request
 * @param faultQueue         until the source took the page up to send it
 * @param faultTransfer      until it arrived
 * @param faultApply         until it was checked and copied
 * @param faultWake          until the vCPU ran on
 * @param longestFault       the longest fault; null when there was none
 * @param blockedNs          how long each vCPU stood still in all, nanoseconds
 */
public record PostcopyRecord(long absentPages, long pagesDemanded, long pagesPushed, long requestsNeedless,
        long requestsSpared, long duplicatesAvoided, int renewals, long pagesTouched, long faults,
        long faultsOvertaken, Double faultShare, Double prefetchCoverage, Double prefetchAccuracy,
        Double prefetchTimeliness, LatencyRecord fault,
        LatencyRecord faultRequest, LatencyRecord faultQueue, LatencyRecord faultTransfer, LatencyRecord faultApply,
        LatencyRecord faultWake, LongestFaultRecord longestFault, List<Long> blockedNs) {

    /** Copies the list. */
    public PostcopyRecord {
        blockedNs = List.copyOf(blockedNs);
    }

    /**
     * How long the vCPU stood still that did so the longest.
     *
     * @return nanoseconds, all of its faults together
     */
    public long stallNs() {
        return blockedNs.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
