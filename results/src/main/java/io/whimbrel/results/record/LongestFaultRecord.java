package io.whimbrel.results.record;

/**
 * The fault for which a vCPU stood still longest, and why. Times are nanoseconds.
 *
 * @param page       the page that was absent
 * @param sinceNs    how long after the vCPU's first fault
 * @param totalNs    from the stall until the vCPU ran on
 * @param requestNs  until the source had the request; 0, as all that follow, where the page was overtaken
 * @param queueNs    until the source had handed the page to the link
 * @param transferNs until it arrived
 * @param applyNs    until it was checked and copied
 * @param wakeNs     until the vCPU ran on
 * @param overtaken  whether the page was under way already, and came without having been asked for
 */
public record LongestFaultRecord(long page, long sinceNs, long totalNs, long requestNs, long queueNs, long transferNs,
        long applyNs, long wakeNs, boolean overtaken) {}
