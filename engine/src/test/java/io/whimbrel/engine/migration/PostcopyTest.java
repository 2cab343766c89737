package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.ContinuePrefetch;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.policy.builtin.RawEncoding;
import io.whimbrel.engine.presence.FaultLog;
import io.whimbrel.engine.presence.FaultPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Post-copy and hybrid in virtual time. */
class PostcopyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final int FRAME = 16 << 10;

    private final InMemoryLink link = InMemoryLink.open(FRAME, 4 * FRAME);
    private final World.Setup setup = new World.Setup();

    PostcopyTest() {
        setup.strategy = new Postcopy(0);
        setup.geometry = new PageGeometry(256 * 4096, 4096);
        setup.encoding = new RawEncoding();
        setup.vcpus = 3;
    }

    private World world() {
        return new World(setup, link.source(), link.destination());
    }

    private static void migrate(final World world) {
        world.runFor(10 * MILLISECOND);
        world.source.start();
        world.runUntil(world::isCompleted, 10 * SECOND);
        world.runFor(10 * MILLISECOND);
    }

    private static long faults(final World world) {
        return world.hosted().faults().ports().stream().map(FaultPort::log).mapToLong(FaultLog::faults).sum();
    }

    static Stream<Supplier<Prefetcher>> prefetchers() {
        return Stream.of(AddressPrefetch::new, ContinuePrefetch::new, () -> new NoPrefetch(20 * MILLISECOND));
    }

    @ParameterizedTest
    @MethodSource("prefetchers")
    void shouldEndBitIdenticalWithEveryPageSentOnce(final Supplier<Prefetcher> prefetcher) {
        setup.prefetcher = prefetcher.get();
        try (World world = world()) {
            migrate(world);
            assertTrue(world.operations(world.hosted()) > world.operations(world.guest), "it did not run on");
            world.verify(world.hosted());
            final SourceReport report = world.source.report();
            assertEquals(256, report.pagesSent());
            assertEquals(256, world.destination.report().pagesApplied());
            assertEquals(report.bytesSent(), world.destination.report().bytesReceived());
            assertEquals(256, report.push().absentPages());
            assertEquals(256, report.push().demandedPages() + report.push().pushedPages());
            assertTrue(report.push().demandedPages() > 0 && report.push().pushedPages() > 0, "" + report.push());
            assertTrue(faults(world) >= report.push().demandedPages(), "a page was sent on demand of nobody");
        }
    }

    @Test
    void shouldStallOnlyTheVcpuThatTouchesAnAbsentPage() {
        setup.vcpus = 4;
        // All but the last vCPU's share of the memory.
        setup.strategy = new Postcopy(192);
        setup.prefetcher = new PrefetchBelow(192);
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.destination.state() == DestinationState.FETCHING, SECOND);
            world.holdSourceUpFor(MILLISECOND);
            final FaultPort waiting = world.hosted().faults().ports().getLast();
            final long awaited = waiting.wanted();
            assertTrue(awaited >= 192, "no vCPU waits");
            final List<Long> before = world.operationsOfEach(world.hosted());
            world.holdSourceUpFor(20 * MILLISECOND);
            final List<Long> after = world.operationsOfEach(world.hosted());
            assertEquals(awaited, waiting.wanted());
            assertEquals(before.getLast(), after.getLast());
            for (int i = 0; i < 3; i++) {
                assertEquals(20 * MILLISECOND / setup.intervalNs, after.get(i) - before.get(i), 2, "vCPU " + i);
                assertEquals(0, world.hosted().faults().ports().get(i).log().faults());
            }
            world.runUntil(() -> waiting.wanted() != awaited, 10 * MILLISECOND);
        }
    }

    @Test
    void shouldAnswerOnTheUrgentStreamAheadOfThePushAndOfTheCap() {
        setup.prefetcher = new AddressPrefetch();
        setup.bytesPerSecond = 1_000_000;
        setup.intervalNs = 30 * MILLISECOND;
        try (World world = world()) {
            migrate(world);
            final PushReport push = world.source.report().push();
            assertTrue(push.demandedPages() > 10 && push.pushedPages() > 10, push::toString);
            assertEquals(push.demandedPages(), urgentFrames());
            for (final FaultPort port : world.hosted().faults().ports()) {
                assertTrue(longestNs(port, FaultLog.Stage.QUEUE) < 1_000, () -> port.log().longest().toString());
                // A page takes more than 4 ms under the cap.
                assertTrue(longestNs(port, FaultLog.Stage.TOTAL) < 100_000, () -> port.log().longest().toString());
            }
        }
    }

    private static long longestNs(final FaultPort port, final FaultLog.Stage stage) {
        return port.log().stage(stage).getMaxValue();
    }

    private long urgentFrames() {
        final Map<String, Long> counters = new HashMap<>();
        link.destination().counters(counters::put);
        return counters.get("urgentFramesReceived");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 256, 1000})
    void shouldSendSoManyPagesFirst(final int first) {
        setup.strategy = new Postcopy(first);
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            final SourceReport report = world.source.report();
            assertEquals(256, report.pagesSent());
            assertEquals(Math.min(first, 256), report.rounds().getFirst().pagesSent());
            assertEquals(256 - Math.min(first, 256), report.push().absentPages());
        }
    }

    @Test
    void shouldSendSoManyPagesFirstWhateverThePrefetcherWaitsFor() {
        setup.strategy = new Postcopy(17);
        setup.prefetcher = new NoPrefetch(20 * MILLISECOND);
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            assertEquals(17, world.source.report().rounds().getFirst().pagesSent());
            assertEquals(256, world.source.report().pagesSent());
        }
    }

    @Test
    void shouldSeverRatherThanSendAPageTwice() {
        setup.prefetcher = new Prefetcher() {
            @Override
            public void demanded(final long page) {
                // It insists.
            }

            @Override
            public long next(final PageSet absent) {
                return 5;
            }
        };
        try (World world = world()) {
            world.runFor(10 * MILLISECOND);
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.SEVERED, 10 * SECOND);
            assertTrue(world.source.reason().contains("the prefetcher chose page 5, which is not absent"),
                    world.source.reason());
        }
    }

    @Test
    void shouldLeaveTheGuestAloneWhenThePrefetcherIsForAnother() {
        setup.prefetcher = new Prefetcher() {
            @Override
            public void requirePages(final long pages) {
                throw new IllegalArgumentException("this is for a guest of 5 pages, not of " + pages);
            }

            @Override
            public void demanded(final long page) {
                throw new AssertionError();
            }

            @Override
            public long next(final PageSet absent) {
                throw new AssertionError();
            }
        };
        assertEquals("this is for a guest of 5 pages, not of 256",
                assertThrows(IllegalArgumentException.class, this::world).getMessage());
    }

    @Test
    void shouldTellTheStagesOfAFault() {
        try (World world = world()) {
            migrate(world);
            final FaultLog log = world.hosted().faults().ports().getFirst().log();
            final long answered = log.faults() - log.overtaken();
            assertTrue(answered > 0);
            double sum = 0;
            for (final FaultLog.Stage stage : FaultLog.Stage.values()) {
                if (stage != FaultLog.Stage.TOTAL) {
                    assertEquals(answered, log.stage(stage).getTotalCount());
                }
                if (stage.compareTo(FaultLog.Stage.ANSWERED) < 0) {
                    sum += log.stage(stage).getMean() * answered;
                }
            }
            final double whole = log.stage(FaultLog.Stage.ANSWERED).getMean() * answered;
            assertEquals(whole, sum, whole * 0.02);
            final double total = log.stage(FaultLog.Stage.TOTAL).getMean() * log.faults();
            assertEquals(log.blockedNs(), total, total * 0.02);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 65_536, 2 << 20})
    void shouldMovePagesOfEverySizeInFramesOfAnySize(final int pageBytes) {
        setup.geometry = new PageGeometry(6L * pageBytes, pageBytes);
        setup.bytesPerSecond = Long.MAX_VALUE;
        final InMemoryLink narrow = InMemoryLink.open(1376, 64 * 1376);
        try (World world = new World(setup, narrow.source(), narrow.destination())) {
            migrate(world);
            world.verify(world.hosted());
            assertEquals(6, world.source.report().pagesSent());
        }
    }

    @Test
    void shouldDiscardWhatWasWrittenSinceItWasSentInAHybrid() {
        setup.strategy = new Hybrid(2);
        setup.convergence = view -> Convergence.Decision.CONTINUE;
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            final SourceReport report = world.source.report();
            assertEquals(3, report.rounds().size(), "two live rounds and the paused one");
            assertEquals(0, report.rounds().getLast().pagesSent());
            assertTrue(report.push().absentPages() > 0 && report.push().absentPages() < 256, "" + report.push());
            assertEquals(report.pagesSent(), report.rounds().get(0).pagesSent() + report.rounds().get(1).pagesSent()
                    + report.push().absentPages());
        }
    }

    @Test
    void shouldGoPostCopyInAHybridWhenThePolicyHasHadEnough() {
        setup.strategy = new Hybrid(9);
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            assertEquals(4, world.source.report().rounds().size(), "three live rounds and the paused one");
            assertTrue(world.source.report().push().absentPages() > 0);
        }
    }

    @Test
    void shouldGoPostCopyWhenThePolicySaysSo() {
        setup.strategy = new Precopy();
        setup.convergence = view -> Convergence.Decision.POST_COPY;
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            assertEquals(2, world.source.report().rounds().size());
            assertTrue(world.source.report().push().absentPages() > 0);
            assertFalse(world.source.report().pausedByOrder());
        }
    }

    @Test
    void shouldSwitchOverOnOrdersWithinARound() {
        for (int i = 0; i < 2; i++) {
            final InMemoryLink fresh = InMemoryLink.open(FRAME, 4 * FRAME);
            final World.Setup endless = new World.Setup();
            endless.geometry = setup.geometry;
            endless.convergence = view -> Convergence.Decision.CONTINUE;
            try (World world = new World(endless, fresh.source(), fresh.destination())) {
                world.source.start();
                world.runUntil(() -> world.source.progress().bytesSent() > 2_500_000, 10 * SECOND);
                assertEquals(SourceState.LIVE, world.source.state());
                if (i == 0) {
                    world.source.switchNow();
                } else {
                    world.source.goPostCopy();
                }
                world.runUntil(world::isCompleted, 10 * SECOND);
                world.verify(world.hosted());
                assertEquals(i == 1, world.source.report().push() != null);
                final SourceReport report = world.source.report();
                assertTrue(report.pausedByOrder());
                final long pages = report.rounds().stream().mapToLong(round -> round.pagesSent()).sum();
                assertEquals(report.pagesSent(), pages + (i == 0 ? 0 : report.push().absentPages()));
            }
        }
    }

    @Test
    void shouldHaveADowntimeThatDoesNotDependOnTheWriteRate() {
        final long[] downtimes = new long[2];
        for (int i = 0; i < 2; i++) {
            setup.strategy = new Postcopy(0);
            setup.intervalNs = i == 0 ? 1_000_000 : 10_000;
            final InMemoryLink fresh = InMemoryLink.open(FRAME, 4 * FRAME);
            try (World world = new World(setup, fresh.source(), fresh.destination())) {
                migrate(world);
                downtimes[i] = world.source.report().downtimeNs();
            }
        }
        assertTrue(Math.abs(downtimes[0] - downtimes[1]) < MILLISECOND, downtimes[0] + " and " + downtimes[1]);
    }
}
