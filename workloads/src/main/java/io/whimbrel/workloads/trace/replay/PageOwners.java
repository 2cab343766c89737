package io.whimbrel.workloads.trace.replay;

import io.whimbrel.workloads.trace.TraceException;
import io.whimbrel.workloads.trace.TraceFile;

/** Which virtual CPU each page belongs to: the first that accesses it. */
final class PageOwners {

    private final TraceFile trace;
    /** By page: nobody, or the virtual CPU and one. Not needed where there is but one virtual CPU. */
    private final int[] owners;

    PageOwners(final TraceFile trace) {
        this.trace = trace;
        owners = new int[trace.header().vcpus() == 1 ? 0 : Math.toIntExact(trace.header().pages())];
    }

    void claim(final long page, final int vcpu) {
        if (owners.length == 0) {
            return;
        }
        final int owner = owners[(int) page];
        if (owner == 0) {
            owners[(int) page] = vcpu + 1;
        } else if (owner != vcpu + 1) {
            throw new TraceException(trace.path() + ": page " + page + " is accessed by vCPU " + (owner - 1)
                    + " and by vCPU " + vcpu + ": a guest that can be proved has pages for each of its own");
        }
    }
}
