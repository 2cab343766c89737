package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.AccessSink;
import io.whimbrel.workloads.trace.summary.TraceSummary.ReuseBucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts accesses by the time since the last access to the same page, in powers of two. */
final class Reuse implements AccessSink {

    private static final long NEVER = -1;

    private final long[] lastNs;
    /** By the number of binary digits of the time. */
    private final long[] counts = new long[Long.SIZE];

    Reuse(final int pages) {
        lastNs = new long[pages];
        Arrays.fill(lastNs, NEVER);
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        final long last = lastNs[(int) page];
        if (last != NEVER) {
            counts[Long.SIZE - Long.numberOfLeadingZeros(timeNs - last)]++;
        }
        lastNs[(int) page] = timeNs;
    }

    List<ReuseBucket> buckets() {
        final List<ReuseBucket> buckets = new ArrayList<>();
        for (int digits = 0; digits < counts.length; digits++) {
            if (counts[digits] > 0) {
                buckets.add(new ReuseBucket(digits == 0 ? 0 : 1L << digits - 1, (1L << digits) - 1, counts[digits]));
            }
        }
        return buckets;
    }
}
