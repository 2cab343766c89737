package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.AccessSink;
import io.whimbrel.workloads.trace.summary.TraceSummary.HotShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Counts writes by page, and notes which pages were read. */
final class PageHeat implements AccessSink {

    private final long[] writes;
    private final BitSet read = new BitSet();
    private final BitSet accessed = new BitSet();

    PageHeat(final int pages) {
        writes = new long[pages];
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        accessed.set((int) page);
        if (write) {
            writes[(int) page]++;
        } else {
            read.set((int) page);
        }
    }

    long pagesAccessed() {
        return accessed.cardinality();
    }

    long pagesRead() {
        return read.cardinality();
    }

    long pagesWritten() {
        return Arrays.stream(writes).filter(count -> count > 0).count();
    }

    /** The shares must be sorted. */
    List<HotShare> hotSet(final double... shares) {
        final long[] sorted = writes.clone();
        Arrays.sort(sorted);
        final long all = Arrays.stream(writes).sum();
        final List<HotShare> hotSet = new ArrayList<>();
        long taken = 0;
        int pages = 0;
        for (final double share : shares) {
            while (taken < share * all) {
                pages++;
                taken += sorted[sorted.length - pages];
            }
            hotSet.add(new HotShare(share, pages, (double) pages / writes.length));
        }
        return hotSet;
    }
}
