package io.whimbrel.workloads.trace.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.TraceException;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceHeader;
import io.whimbrel.workloads.trace.summary.TraceSummary.CurvePoint;
import io.whimbrel.workloads.trace.summary.TraceSummary.HotShare;
import io.whimbrel.workloads.trace.summary.TraceSummary.RateBucket;
import io.whimbrel.workloads.trace.summary.TraceSummary.ReuseBucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceSummarizerTest {

    @TempDir
    private Path directory;

    private TraceSummary summary(final long pages, final List<Access> accesses) {
        return new TraceSummarizer(List.of(10L, 1_000_000L))
                .summarize(Access.trace(directory.resolve("a.trace"), new TraceHeader(4096, pages, 2, "x"), accesses));
    }

    @Test
    void shouldCount() {
        final TraceSummary summary = summary(10, List.of(Access.write(0, 0, 0, 8), Access.write(5, 1, 1, 0),
                Access.read(9, 0, 0), Access.read(9, 0, 0), Access.write(13, 0, 0, 4), Access.read(199, 1, 2)));
        assertEquals(6, summary.accesses());
        assertEquals(3, summary.writes());
        assertEquals(1, summary.silentWrites());
        assertEquals(12, summary.bytesChanged());
        assertEquals(199, summary.durationNs());
        assertEquals(3, summary.pagesAccessed());
        assertEquals(2, summary.pagesRead());
        assertEquals(2, summary.pagesWritten());
        assertEquals(20, summary.rate().size());
        assertEquals(new RateBucket(0, 10, 4, 2), summary.rate().getFirst());
        assertEquals(new RateBucket(190, 10, 1, 0), summary.rate().getLast());
        assertEquals(List.of(new ReuseBucket(0, 0, 1), new ReuseBucket(4, 7, 1), new ReuseBucket(8, 15, 1)),
                summary.reuse());
        // Of the 16 starts at 0, 12, 25, ... 187 the first sees two pages within 10 ns, the second sees one.
        assertEquals(new CurvePoint(10, 3.0 / 16, 3.0 / 16, 16), summary.curve().getFirst());
        assertEquals(new CurvePoint(200, 2, 3, 1), summary.curve().getLast());
        assertEquals(2, summary.curve().size());
    }

    @Test
    void shouldTellTheFewestPagesThatTakeMostWrites() {
        final List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            accesses.add(Access.write(i, 0, i < 50 ? 7 : i < 90 ? 3 + i % 2 : i < 99 ? 10 + i % 9 : 99, 8));
        }
        assertEquals(List.of(new HotShare(0.5, 1, 0.01), new HotShare(0.9, 3, 0.03), new HotShare(0.99, 12, 0.12)),
                summary(100, accesses).hotSet());
    }

    @Test
    void shouldSumUpAGuestThatOnlyReadsAndOneThatDoesNothing() {
        assertEquals(List.of(new HotShare(0.5, 0, 0), new HotShare(0.9, 0, 0), new HotShare(0.99, 0, 0)),
                summary(4, List.of(Access.read(3, 0, 1))).hotSet());
        final TraceSummary nothing = summary(4, List.of());
        assertEquals(0, nothing.accesses());
        assertEquals(List.of(new RateBucket(0, 1, 0, 0)), nothing.rate());
        assertEquals(List.of(new CurvePoint(1, 0, 0, 16)), nothing.curve());
    }

    @Test
    void shouldRefuseMorePagesThanItCanCount() {
        final TraceFile large = Access.trace(directory.resolve("large.trace"),
                new TraceHeader(4096, (1L << 30) + 1, 1, ""), List.of());
        final TraceException e = assertThrows(TraceException.class,
                () -> new TraceSummarizer(List.of()).summarize(large));
        assertTrue(e.getMessage().startsWith(large.path() + ": the trace has 1073741825 pages; this process has "
                + "memory to sum up "), e.getMessage());
    }
}
