package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.AccessSink;

/** Counts. */
final class Totals implements AccessSink {

    private long accesses;
    private long writes;
    private long silentWrites;
    private long bytesChanged;
    private long durationNs;

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write, final int bytes) {
        accesses++;
        if (write) {
            writes++;
            silentWrites += bytes == 0 ? 1 : 0;
            bytesChanged += bytes;
        }
        durationNs = timeNs;
    }

    long accesses() {
        return accesses;
    }

    long writes() {
        return writes;
    }

    long silentWrites() {
        return silentWrites;
    }

    long bytesChanged() {
        return bytesChanged;
    }

    long durationNs() {
        return durationNs;
    }
}
