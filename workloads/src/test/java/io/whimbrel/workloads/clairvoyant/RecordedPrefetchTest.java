package io.whimbrel.workloads.clairvoyant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.TraceHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the prefetcher {@code recorded} makes of a trace of ten pages. */
class RecordedPrefetchTest {

    private static final int PAGES = 10;
    private static final long MILLISECOND = 1_000_000L;

    private final PluginCatalog catalog = PluginCatalog.load(getClass().getClassLoader());
    private final HierarchicalBitmap absent = new HierarchicalBitmap(PAGES);

    @TempDir
    private Path directory;
    private Path trace;

    @BeforeEach
    void record() {
        trace = directory.resolve("my.trace");
        final long[] pages = {7, 2, 7, 5, 2, 9, 0};
        Access.trace(trace, new TraceHeader(4096, PAGES, 2, "what ran"), IntStream.range(0, pages.length)
                .mapToObj(i -> i == 3
                        ? Access.write(i * MILLISECOND, i % 2, pages[i], 8)
                        : Access.read(i * MILLISECOND, i % 2, pages[i]))
                .toList());
        absent.addAll();
    }

    private Prefetcher recorded(final String from) {
        return catalog.create(Prefetcher.class, "recorded(file=" + trace + from + ")");
    }

    /** As whoever sends them takes them away. */
    private List<Long> all(final Prefetcher prefetcher) {
        final List<Long> pages = new ArrayList<>();
        for (long page = prefetcher.next(absent); page != PageSet.NONE; page = prefetcher.next(absent)) {
            assertTrue(absent.remove(page), "page " + page + " is not absent");
            pages.add(page);
        }
        return pages;
    }

    @Test
    void shouldGivePagesInTheOrderOfTheirFirstAccessesAndThenTheOthersByAddress() {
        assertEquals(List.of(7L, 2L, 5L, 9L, 0L, 1L, 3L, 4L, 6L, 8L), all(recorded("")));
        assertTrue(absent.isEmpty());
    }

    @Test
    void shouldCountNoAccessFromBeforeAnInstant() {
        assertEquals(List.of(7L, 5L, 2L, 9L, 0L, 1L, 3L, 4L, 6L, 8L), all(recorded(", from=2ms")));
    }

    @Test
    void shouldGoByAddressWhenNothingWasAccessedFromThereOn() {
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), all(recorded(", from=1s")));
    }

    @Test
    void shouldPassOverWhatIsNotAbsent() {
        final Prefetcher prefetcher = recorded("");
        assertEquals(7, prefetcher.next(absent));
        for (final long page : new long[]{7, 5, 0, 1, 8}) {
            absent.remove(page);
        }
        prefetcher.demanded(5);
        assertEquals(List.of(2L, 9L, 3L, 4L, 6L), all(prefetcher));
    }

    /** After a cut, pages are absent again that had been given. */
    @Test
    void shouldGiveAgainByAddressWhatIsAbsentAgain() {
        final Prefetcher prefetcher = recorded("");
        all(prefetcher);
        absent.add(9);
        absent.add(2);
        assertEquals(List.of(2L, 9L), all(prefetcher));
    }

    @Test
    void shouldRefuseToPrefetchForAnotherGuest() {
        final Prefetcher prefetcher = recorded("");
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> prefetcher.requirePages(PAGES + 1));
        assertEquals("the trace is of a guest of 10 pages, and this one has 11", e.getMessage());
    }
}
