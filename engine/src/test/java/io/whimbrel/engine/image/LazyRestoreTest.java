package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.ContinuePrefetch;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.presence.FaultLog;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A guest that is restored lazily, in virtual time: each page takes its time to be read. */
@Timeout(60)
class LazyRestoreTest {

    private static final long READ_NS = 20_000;

    private LazyWorld world;

    @AfterEach
    void close() {
        world.close();
    }

    static List<Prefetcher> prefetchers() {
        return List.of(new AddressPrefetch(), new ContinuePrefetch(), new NoPrefetch(3_000_000),
                new NoPrefetch(Long.MAX_VALUE), new Backwards());
    }

    @ParameterizedTest
    @MethodSource("prefetchers")
    void shouldRunAtOnceAndBeTheGuestThatWasReadBefore(final Prefetcher prefetcher) {
        world = new LazyWorld(prefetcher, READ_NS);
        world.begin();
        world.runFor(8_000_000);
        assertTrue(world.operationsOfEach().stream().allMatch(operations -> operations > 0), "a vCPU did not run");
        world.end();
        assertTrue(world.restore.isDone());
        assertEquals(LongStream.range(0, LazyWorld.PAGES).filter(page -> !world.source.isZero(page)).boxed().toList(),
                world.read.stream().sorted().toList(), "each page that is not zero is read, and once");
        final LazyReport report = world.restore.report();
        assertEquals(LazyWorld.PAGES, report.demandedPages() + report.prefetchedPages() + report.restPages());
        assertEquals(LazyWorld.PAGES, report.zeroPages() + world.read.size());
        assertEquals(report.demandedPages() + world.overtaken(), world.faulted.size());
        assertEquals(world.faults(), world.faulted.size(), "each fault is told once");
        world.verify();
    }

    @Test
    void shouldReadAheadOfEverythingWhatAVcpuStandsStillFor() {
        world = new LazyWorld(new AddressPrefetch(), READ_NS);
        world.begin();
        world.runFor(4_000_000);
        // At the worst it waits for the page being read, for that of the other vCPU, and for its own.
        final long longestNs = longestNs(FaultLog.Stage.TOTAL);
        assertTrue(longestNs > READ_NS * 3 / 2 && longestNs <= 3 * READ_NS + 10_000, longestNs + " ns");
        assertEquals(READ_NS, longestNs(FaultLog.Stage.QUEUE), READ_NS / 50);
        assertEquals(READ_NS, longestNs(FaultLog.Stage.TRANSFER), READ_NS / 50);
    }

    private long longestNs(final FaultLog.Stage stage) {
        return world.guest.faults().ports().stream().mapToLong(port -> port.log().stage(stage).getMaxValue()).max()
                .orElseThrow();
    }

    @Test
    void shouldFetchOnDemandAloneWithoutPrefetch() {
        world = new LazyWorld(new NoPrefetch(Long.MAX_VALUE), READ_NS);
        world.begin();
        world.runFor(500_000);
        assertEquals(0, world.restore.report().prefetchedPages());
        assertTrue(world.restore.report().demandedPages() > 10);
        assertFalse(world.restore.isDone());
        world.end();
        assertEquals(LazyWorld.PAGES - world.restore.report().demandedPages(), world.restore.report().restPages());
        assertEquals(world.faulted.stream().distinct().toList(), world.faulted);
    }

    @Test
    void shouldHaveOnlyTheVcpuStandStillWhosePageIsAbsent() {
        world = new LazyWorld(new NoPrefetch(0), 200_000);
        // The first vCPU's share of the memory is the lower half.
        world.beginAfter(LazyWorld.PAGES / 2);
        world.runFor(2_500_000);
        final List<Long> operations = world.operationsOfEach();
        assertTrue(operations.get(0) >= 250, operations::toString);
        assertTrue(operations.get(1) < 50, operations::toString);
        assertEquals(0, world.guest.faults().ports().getFirst().log().faults());
    }

    @Test
    void shouldStopForGoodAtAPageThatIsDamaged() {
        world = new LazyWorld(new AddressPrefetch(), READ_NS);
        world.damage(40);
        world.begin();
        world.runFor(5_000_000);
        assertInstanceOf(ImageException.class, world.restore.failure());
        assertEquals("a.image: byte 163840: page 40 does not match its checksum", world.restore.failure().getMessage());
        assertFalse(world.guest.faults().presence().isPresent(40));
        final int read = world.read.size();
        world.restore.readRest();
        world.runFor(5_000_000);
        assertEquals(read, world.read.size());
        assertFalse(world.restore.isDone());
    }

    @Test
    void shouldStopForGoodWhenFaultsCannotBeRecorded() {
        world = new LazyWorld(new NoPrefetch(Long.MAX_VALUE), READ_NS);
        world.recordNoMoreThan(3);
        world.begin();
        world.runFor(5_000_000);
        assertEquals("cannot write set.trace: No space left on device", world.restore.failure().getMessage());
        assertEquals(3, world.restore.report().demandedPages());
    }

    @Test
    void shouldTellAtOnceThatThePrefetcherIsForAnotherGuest() {
        world = new LazyWorld(new Prefetcher() {
            @Override
            public void requirePages(final long pages) {
                throw new IllegalArgumentException("for another guest");
            }

            @Override
            public void demanded(final long page) {}

            @Override
            public long next(final PageSet absent) {
                return PageSet.NONE;
            }
        }, READ_NS);
        assertThrows(IllegalArgumentException.class, () -> world.restore.begin());
    }

    @Test
    void shouldRefuseAPageThatIsNotAbsent() {
        world = new LazyWorld(new Prefetcher() {
            @Override
            public void demanded(final long page) {}

            @Override
            public long next(final PageSet absent) {
                return 5;
            }
        }, READ_NS);
        world.begin();
        assertNull(world.restore.failure());
        world.runFor(1_000_000);
        assertEquals("the prefetcher chose page 5, which is not absent", world.restore.failure().getMessage());
    }

    /** From the last page to the first, and now and then nothing. */
    private static final class Backwards implements Prefetcher {

        private int asked;

        @Override
        public void demanded(final long page) {}

        @Override
        public long next(final PageSet absent) {
            long last = PageSet.NONE;
            for (long page = absent.next(0); page != PageSet.NONE; page = absent.next(page + 1)) {
                last = page;
            }
            return asked++ % 3 == 0 ? PageSet.NONE : last;
        }
    }
}
