package io.whimbrel.workloads.trace.replay;

import io.whimbrel.workloads.trace.TraceException;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;
import java.util.Arrays;

/** Where in a trace each access of each virtual CPU is found. Made by reading the whole trace, which checks it. */
final class TraceIndex {

    private final TraceFile trace;
    private long[] offsets = new long[16];
    /** By virtual CPU and block: its accesses in the blocks before. */
    private final long[][] before;
    private int blocks;

    private TraceIndex(final TraceFile trace) {
        this.trace = trace;
        before = new long[trace.header().vcpus()][offsets.length];
    }

    /**
     * Reads a trace.
     *
     * @param trace the trace
     * @return its index
     * @throws TraceException in one line, when the trace is damaged, or two virtual CPUs access the same page, so that
     *                        what they read would depend on which comes first
     */
    static TraceIndex of(final TraceFile trace) {
        final TraceIndex index = new TraceIndex(trace);
        final PageOwners owners = new PageOwners(trace);
        final TraceReader reader = trace.read();
        final long[] done = new long[trace.header().vcpus()];
        while (reader.next()) {
            if (index.blocks == 0 || index.offsets[index.blocks - 1] != reader.blockOffset()) {
                index.add(reader.blockOffset(), done);
            }
            owners.claim(reader.page(), reader.vcpu());
            done[reader.vcpu()]++;
        }
        if (index.blocks == 0) {
            index.add(reader.blockOffset(), done);
        }
        return index;
    }

    private void add(final long offset, final long[] done) {
        if (blocks == offsets.length) {
            offsets = Arrays.copyOf(offsets, blocks * 2);
            for (int vcpu = 0; vcpu < before.length; vcpu++) {
                before[vcpu] = Arrays.copyOf(before[vcpu], blocks * 2);
            }
        }
        offsets[blocks] = offset;
        for (int vcpu = 0; vcpu < before.length; vcpu++) {
            before[vcpu][blocks] = done[vcpu];
        }
        blocks++;
    }

    TraceFile trace() {
        return trace;
    }

    /** The last block before which a virtual CPU has not done more than a number of accesses. */
    int blockOf(final int vcpu, final long accesses) {
        int low = 0;
        int high = blocks - 1;
        while (low < high) {
            final int middle = low + high + 1 >>> 1;
            if (before[vcpu][middle] <= accesses) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    long offset(final int block) {
        return offsets[block];
    }

    long before(final int vcpu, final int block) {
        return before[vcpu][block];
    }
}
