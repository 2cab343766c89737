package io.whimbrel.engine.presence;

/**
 * One fault, taken apart. Times are nanoseconds; the stages are those of {@link FaultLog.Stage}, and all 0 where the page
 * had been overtaken.
 *
 * @param page       the page that was absent
 * @param sinceNs    how long after the same vCPU's first fault
 * @param totalNs    from the vCPU's stall until it ran on
 * @param requestNs  until the source had the request
 * @param queueNs    until the source took the page up to send it
 * @param transferNs until the frame with its last byte was there
 * @param applyNs    until it was checked and copied
 * @param wakeNs     until the vCPU ran on
 * @param overtaken  whether the page came by the push, and not as the answer to the vCPU's request
 */
public record Fault(long page, long sinceNs, long totalNs, long requestNs, long queueNs, long transferNs, long applyNs,
        long wakeNs, boolean overtaken) {}
