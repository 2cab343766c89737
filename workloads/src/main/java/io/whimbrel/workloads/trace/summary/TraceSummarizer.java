package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.TraceException;
import io.whimbrel.workloads.trace.TraceFile;
import java.util.List;

/** Sums up a trace, in two passes over it and memory in proportion to the guest's pages. */
public final class TraceSummarizer {

    private static final int RATE_BUCKETS = 20;
    private static final int STARTS = 16;
    private static final double[] HOT_SHARES = {0.5, 0.9, 0.99};
    private static final int MAX_PAGES = 1 << 30;
    /** Two curves, a time and a count. */
    private static final long HEAP_BYTES_PER_PAGE = 2 * Integer.BYTES + 2 * Long.BYTES;

    private final List<Long> windowsNs;

    /**
     * Prepares to sum up.
     *
     * @param windowsNs lengths of the windows for the dirty curve and the access curve, in nanoseconds; those longer
     *                  than a trace are left out, and the whole trace is added
     */
    public TraceSummarizer(final List<Long> windowsNs) {
        this.windowsNs = List.copyOf(windowsNs);
    }

    /**
     * Sums up.
     *
     * @param trace the trace
     * @return what it is like
     * @throws TraceException in one line, when the trace is damaged or has too many pages
     */
    public TraceSummary summarize(final TraceFile trace) {
        final long maxPages = Math.min(MAX_PAGES, Runtime.getRuntime().maxMemory() / 2 / HEAP_BYTES_PER_PAGE);
        if (trace.header().pages() > maxPages) {
            throw new TraceException(trace.path() + ": the trace has " + trace.header().pages()
                    + " pages; this process has memory to sum up " + maxPages + " (see java -Xmx)");
        }
        final int pages = (int) trace.header().pages();
        final Totals totals = new Totals();
        trace.readInto(totals);
        final RateOverTime rate = new RateOverTime(totals.durationNs(), RATE_BUCKETS);
        final Curve curve = new Curve(pages, totals.durationNs(), STARTS, windowsNs);
        final Reuse reuse = new Reuse(pages);
        final PageHeat heat = new PageHeat(pages);
        trace.readInto((timeNs, vcpu, page, write, bytesChanged) -> {
            rate.access(timeNs, vcpu, page, write, bytesChanged);
            curve.access(timeNs, vcpu, page, write, bytesChanged);
            reuse.access(timeNs, vcpu, page, write, bytesChanged);
            heat.access(timeNs, vcpu, page, write, bytesChanged);
        });
        return new TraceSummary(trace.header(), trace.digest(), trace.bytes(), totals.accesses(), totals.writes(),
                totals.silentWrites(), totals.bytesChanged(), totals.durationNs(), heat.pagesAccessed(),
                heat.pagesRead(), heat.pagesWritten(), rate.buckets(), curve.points(), reuse.buckets(),
                heat.hotSet(HOT_SHARES));
    }
}
