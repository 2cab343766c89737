package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;
import java.nio.file.Path;

/** The pages of a guest in the order in which a trace accesses them first from an instant on; then all others. */
final class FirstAccesses {

    private final long[] pages;

    private FirstAccesses(final long[] pages) {
        this.pages = pages;
    }

    /**
     * Reads them off a trace.
     *
     * @param file   the trace
     * @param fromNs the instant, in nanoseconds since the guest was started
     */
    static FirstAccesses from(final Path file, final long fromNs) {
        final TraceFile trace = TraceFile.open(file);
        final TraceReader reader = trace.read();
        final int count = Math.toIntExact(trace.header().pages());
        final HierarchicalBitmap left = new HierarchicalBitmap(count);
        left.addAll();
        final long[] pages = new long[count];
        int found = 0;
        while (found < count && reader.next()) {
            if (reader.timeNs() >= fromNs && left.remove(reader.page())) {
                pages[found++] = reader.page();
            }
        }
        for (long page = left.next(0); page >= 0; page = left.next(page + 1)) {
            pages[found++] = page;
        }
        return new FirstAccesses(pages);
    }

    int count() {
        return pages.length;
    }

    /** The page that is accessed as the n-th, from 0. */
    long page(final int n) {
        return pages[n];
    }
}
