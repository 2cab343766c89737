package io.whimbrel.workloads.trace.record;

import io.whimbrel.workloads.trace.AccessSink;

/** Counts what it passes on. */
final class CountingSink implements AccessSink {

    private final AccessSink next;
    private long accesses;

    CountingSink(final AccessSink next) {
        this.next = next;
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        accesses++;
        next.access(timeNs, vcpu, page, write, bytesChanged);
    }

    long accesses() {
        return accesses;
    }
}
