package io.whimbrel.results.record;

/**
 * The fault for which a vCPU stood still longest, and why. Times are nanoseconds.
 *
 * @param page       the page that was absent
 * @param sinceNs    how long after the vCPU's first fault
 * @param totalNs    from the stall until the vCPU ran on
 * @param requestNs  until the source had the request; null, as all stages, where the page came by the push: when it was
 *                   asked for, sent and received is not known then
 * @param queueNs    until the source took the page up to send it
 * @param transferNs until it arrived
 * @param applyNs    until it was checked and copied
 * @param wakeNs     until the vCPU ran on
 * @param overtaken  whether the page came by the push, and not as the answer to the vCPU's request
 */
public record LongestFaultRecord(long page, long sinceNs, long totalNs, Long requestNs, Long queueNs, Long transferNs,
        Long applyNs, Long wakeNs, boolean overtaken) {

    /**
     * A fault that ended by a page that came by the push.
     *
     * @param page    the page that was absent
     * @param sinceNs how long after the vCPU's first fault
     * @param totalNs from the stall until the vCPU ran on
     * @return the record, without stages
     */
    public static LongestFaultRecord overtaken(final long page, final long sinceNs, final long totalNs) {
        return new LongestFaultRecord(page, sinceNs, totalNs, null, null, null, null, null, true);
    }
}
