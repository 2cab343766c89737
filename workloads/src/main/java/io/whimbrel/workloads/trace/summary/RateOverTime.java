package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.AccessSink;
import io.whimbrel.workloads.trace.summary.TraceSummary.RateBucket;
import java.util.ArrayList;
import java.util.List;

/** Counts accesses by stretches of time of one length. */
final class RateOverTime implements AccessSink {

    private final long lengthNs;
    private final long[] accesses;
    private final long[] writes;

    RateOverTime(final long durationNs, final int buckets) {
        lengthNs = durationNs / buckets + 1;
        accesses = new long[(int) (durationNs / lengthNs) + 1];
        writes = new long[accesses.length];
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        final int bucket = (int) (timeNs / lengthNs);
        accesses[bucket]++;
        writes[bucket] += write ? 1 : 0;
    }

    List<RateBucket> buckets() {
        final List<RateBucket> buckets = new ArrayList<>();
        for (int i = 0; i < accesses.length; i++) {
            buckets.add(new RateBucket(i * lengthNs, lengthNs, accesses[i], writes[i]));
        }
        return buckets;
    }
}
