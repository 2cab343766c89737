package io.whimbrel.workloads.trace.summary;

import io.whimbrel.workloads.trace.AccessSink;
import io.whimbrel.workloads.trace.summary.TraceSummary.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The dirty curve and the access curve, each point an average over those windows that end within the trace. */
final class Curve implements AccessSink {

    private final long endNs;
    private final long[] startsNs;
    private final long[] windowsNs;
    private final DistinctPages written;
    private final DistinctPages accessed;

    Curve(final int pages, final long durationNs, final int starts, final List<Long> windowsNs) {
        // A window does not contain its end, but this one shall contain the last access.
        endNs = durationNs + 1;
        startsNs = LongStream.range(0, starts).map(start -> (long) ((double) start / starts * endNs)).toArray();
        this.windowsNs = LongStream.concat(windowsNs.stream().mapToLong(Long::longValue), LongStream.of(endNs))
                .filter(window -> window <= endNs).distinct().sorted().toArray();
        written = new DistinctPages(pages, startsNs, this.windowsNs);
        accessed = new DistinctPages(pages, startsNs, this.windowsNs);
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        accessed.touch(timeNs, (int) page);
        if (write) {
            written.touch(timeNs, (int) page);
        }
    }

    List<CurvePoint> points() {
        final List<CurvePoint> points = new ArrayList<>();
        for (int window = 0; window < windowsNs.length; window++) {
            final long lastStartNs = endNs - windowsNs[window];
            final int starts = (int) LongStream.of(startsNs).filter(start -> start <= lastStartNs).count();
            points.add(new CurvePoint(windowsNs[window], written.average(window, starts),
                    accessed.average(window, starts), starts));
        }
        return points;
    }
}
