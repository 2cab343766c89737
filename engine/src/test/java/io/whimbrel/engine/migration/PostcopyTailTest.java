package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.protocol.ControlDecoder;
import io.whimbrel.engine.protocol.ControlEncoder;
import io.whimbrel.engine.protocol.ControlHandler;
import io.whimbrel.engine.protocol.Greeting;
import io.whimbrel.engine.protocol.GuestForm;
import io.whimbrel.engine.protocol.Holding;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.HoldingDecoder;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.snapshot.TakeVirtual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the last words of a post-copy: frames, requests and news that nothing follows. */
@Timeout(60)
class PostcopyTailTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final int FRAME_BYTES = 5000;
    private static final MigrationTimings TIMINGS = new MigrationTimings(5 * MILLISECOND, 40 * MILLISECOND,
            400 * MILLISECOND, Long.MAX_VALUE);

    private static World.Setup small(final Prefetcher prefetcher) {
        final World.Setup setup = new World.Setup();
        setup.geometry = new PageGeometry(16 * 4096, 4096);
        setup.intervalNs = MILLISECOND;
        setup.idleStepNs = 200_000;
        setup.bytesPerSecond = 20_000_000;
        setup.strategy = new Postcopy(0);
        setup.prefetcher = prefetcher;
        setup.timings = TIMINGS;
        return setup;
    }

    /** Pushes nothing for as long as any of these migrations takes. */
    private static Prefetcher none() {
        return new NoPrefetch(Long.MAX_VALUE);
    }

    private static Stream<Arguments> prefetchers() {
        final Supplier<Prefetcher> push = AddressPrefetch::new;
        final Supplier<Prefetcher> none = PostcopyTailTest::none;
        return Stream.of(Arguments.of("all is pushed", push, 3), Arguments.of("nothing is pushed", none, 11));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("prefetchers")
    void shouldNoticeWhateverFramesAreLostWhileBothSidesHearEachOther(final String name,
            final Supplier<Prefetcher> prefetcher, final int stride) {
        int noticed = 0;
        boolean goesOn = true;
        for (int events = 0; goesOn; events += stride) {
            try (Recovered migration = new Recovered(small(prefetcher.get()), FRAME_BYTES)) {
                for (int i = 0; i < events && !migration.world.isCompleted(); i++) {
                    migration.step();
                }
                goesOn = !migration.world.isCompleted();
                if (goesOn && migration.isHandedOver()) {
                    noticed += judgeLoss(migration) ? 1 : 0;
                }
            } catch (final AssertionError e) {
                throw new AssertionError("after " + events + " events: " + e.getMessage(), e);
            }
        }
        assertTrue(noticed > 10, noticed + " losses noticed");
    }

    /** Whether frames were lost. */
    private static boolean judgeLoss(final Recovered migration) {
        final World world = migration.world;
        migration.loseFramesFor(2 * MILLISECOND);
        world.runUntil(() -> world.isCompleted()
                || world.source.state() == SourceState.SEVERED && world.destination.state() == DestinationState.SEVERED,
                20 * TIMINGS.peerTimeoutNs());
        final boolean lost = !world.isCompleted();
        if (lost) {
            assertTrue(world.destination.report().reason().contains("the link has lost data"),
                    world.destination.report().reason());
            migration.recover(Recovered.Way.FRESH);
            migration.complete();
        }
        migration.judge();
        return lost;
    }

    @Test
    void shouldKeepTheGuestWhereItIsWhenItsLastPagesAreLostBeforeItIsHandedOver() {
        final World.Setup setup = small(new AddressPrefetch());
        setup.strategy = new StopAndCopy();
        try (Recovered migration = new Recovered(setup, FRAME_BYTES)) {
            final World world = migration.world;
            world.runUntil(() -> world.source.state() == SourceState.RESIDUAL, 1000 * MILLISECOND);
            migration.loseFramesFor(1000 * MILLISECOND);
            assertEquals(SourceState.FAILED, world.source.state());
            assertTrue(world.source.reason().contains("the link has lost data"), world.source.reason());
            assertTrue(world.runsAtSource());
            world.verify(world.guest);
        }
    }

    @Test
    void shouldServeWhatWasAskedForWhileResumingWithoutBeingAskedAgain() {
        final World.Setup setup = small(none());
        setup.timings = new MigrationTimings(100 * MILLISECOND, 400 * MILLISECOND, 4000 * MILLISECOND, Long.MAX_VALUE);
        try (Recovered migration = new Recovered(setup, FRAME_BYTES)) {
            final World world = migration.world;
            world.runUntil(() -> world.source.state() == SourceState.SERVING, 1000 * MILLISECOND);
            migration.cut(CuttableLink.Cut.BOTH);
            world.runUntil(() -> world.source.state() == SourceState.SEVERED
                    && world.destination.state() == DestinationState.SEVERED, 2000 * MILLISECOND);
            final long wanted = wanted(world);
            assertTrue(wanted != PageSet.NONE, "no vCPU stands still");
            migration.recover(Recovered.Way.FRESH);
            world.runUntil(() -> world.source.state() == SourceState.SERVING, 1000 * MILLISECOND);
            final long servesAtNs = world.simulation.clock().nanoTime();
            world.runUntil(() -> wanted(world) != wanted, 1000 * MILLISECOND);
            final long tookNs = world.simulation.clock().nanoTime() - servesAtNs;
            assertTrue(tookNs < 10 * MILLISECOND, "the page came " + tookNs / MILLISECOND + " ms later");
        }
    }

    private static long wanted(final World world) {
        return world.hosted().faults().ports().getFirst().wanted();
    }

    @Test
    void shouldEndOnBothSidesOnceEachKnowsThatTheOtherKnows() {
        try (Recovered migration = new Recovered(small(new AddressPrefetch()), FRAME_BYTES)) {
            migration.complete();
            final World world = migration.world;
            world.runUntil(() -> world.source.isDone() && world.destination.isDone(),
                    TIMINGS.silenceAfterAnswerNs() + 2 * TIMINGS.heartbeatIntervalNs());
            assertEquals("", world.destination.reason());
        }
    }

    @Test
    void shouldWaitAtTheDestinationForASourceThatDoesNotKnow() {
        try (Recovered migration = new Recovered(small(new AddressPrefetch()), FRAME_BYTES)) {
            final World world = migration.world;
            cutBeforeTheSourceKnows(migration);
            assertEquals(SourceState.SEVERED, world.source.state());
            assertTrue(world.source.reason().contains("if the destination says that it holds every page"),
                    world.source.reason());
            assertTrue(world.destination.reason().contains("before it knew that every page is here"),
                    world.destination.reason());
            assertFalse(world.destination.isDone());
            migration.recover(Recovered.Way.FRESH);
            migration.complete();
            world.runUntil(() -> world.source.isDone() && world.destination.isDone(), 100 * MILLISECOND);
            migration.judge();
        }
    }

    @Test
    void shouldNotWaitForEverForASourceThatNeverCallsAgain() {
        try (Recovered migration = new Recovered(small(new AddressPrefetch()), FRAME_BYTES)) {
            final World world = migration.world;
            cutBeforeTheSourceKnows(migration);
            world.runUntil(world.destination::isDone, 2 * TIMINGS.connectTimeoutNs());
            assertEquals(SourceState.SEVERED, world.source.state());
            assertEquals(DestinationState.RUNNING, world.destination.state());
            world.verify(world.hosted());
        }
    }

    private static void cutBeforeTheSourceKnows(final Recovered migration) {
        migration.world.runUntil(() -> migration.world.destination.state() == DestinationState.RUNNING,
                1000 * MILLISECOND);
        assertEquals(SourceState.SERVING, migration.world.source.state());
        migration.cut(CuttableLink.Cut.BOTH);
    }

    private static Stream<Arguments> claims() {
        return Stream.of(Arguments.of("batches pushed", HoldingDecoder.batchesEncodingOffset()),
                Arguments.of("what was pushed", HoldingDecoder.digestEncodingOffset()),
                Arguments.of("batches of answers", HoldingDecoder.urgentBatchesEncodingOffset()),
                Arguments.of("what was answered", HoldingDecoder.urgentDigestEncodingOffset()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void shouldNotDropItsPagesForADestinationThatHoldsSomethingElse(final String name, final int claim) {
        try (Recovered migration = new Recovered(small(new AddressPrefetch()), FRAME_BYTES)) {
            final World world = migration.world;
            migration.link().forgeAnswers(HoldingDecoder.TEMPLATE_ID, holding -> {
                final int at = MessageHeaderDecoder.ENCODED_LENGTH + claim;
                holding.putLong(at, holding.getLong(at) + 1);
            });
            world.runUntil(() -> world.source.state() == SourceState.SEVERED, 1000 * MILLISECOND);
            // It is told so again with each heartbeat.
            world.runFor(TIMINGS.silenceAfterAnswerNs());
            assertEquals(SourceState.SEVERED, world.source.state());
            assertTrue(world.source.reason().contains("batches whose digests are not those of what was sent"),
                    world.source.reason());
            assertFalse(world.source.isDone(), "it has dropped its pages");
            assertFalse(world.destination.isDone(), "it was told that they were dropped");
            migration.recover(Recovered.Way.FRESH);
            migration.complete();
            migration.judge();
        }
    }

    @Test
    void shouldBeInDoubtWhereADestinationThatIsNotKnownToRunHoldsSomethingElse() {
        final FaultyLink link = new FaultyLink(Map.of());
        try (World world = new World(small(new AddressPrefetch()), link.source(), link.destination())) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.RELEASED, 1000 * MILLISECOND);
            final ControlEncoder encoder = new ControlEncoder();
            final int length = encoder.holding(World.MIGRATION_ID, new Holding(0, 0, 0, 1, 2, 3, 4));
            assertEquals(LinkStatus.OK, link.back.offer(encoder.buffer(), 0, length));
            world.runUntil(world::isCompleted, 1000 * MILLISECOND);
            assertEquals(
                    List.of("the destination holds 1 and 3 batches whose digests are not those of what was sent"),
                    doubts(world));
            assertEquals(1, world.source.report().push().renewals());
            world.verify(world.hosted());
        }
    }

    /** Why the source was in doubt. */
    private static List<String> doubts(final World world) {
        final List<String> doubts = new ArrayList<>();
        for (final MigrationEvent event : world.events) {
            if (event instanceof final MigrationEvent.SourceEntered entered
                    && entered.state() == SourceState.IN_DOUBT) {
                doubts.add(entered.detail());
            }
        }
        return doubts;
    }

    @Test
    void shouldSayWhatIsLeftOfTheGuestOnEitherSide() {
        try (Recovered migration = new Recovered(small(none()), FRAME_BYTES)) {
            final World world = migration.world;
            world.runUntil(() -> world.destination.report().pagesApplied() == 3, 1000 * MILLISECOND);
            migration.cut(CuttableLink.Cut.BOTH);
            final String there = world.destination.reason();
            assertTrue(there.contains("here are 3 of 16 pages, 13 never came ("), there);
            assertTrue(there.contains("vCPU 0 stands still for page "), there);
            final String here = world.source.reason();
            assertTrue(here.contains("here are all 16 pages"), here);
            final String state = here.substring(here.indexOf("execution state"));
            assertTrue(there.contains(state), there + " has not " + state);
            world.destination.recoverByDiscarding();
            world.runFor(5 * MILLISECOND);
            assertTrue(world.destination.reason().contains("it is lost; here are 3 of 16 pages"),
                    world.destination.reason());
        }
    }

    @Test
    void shouldNotDropWhatIsServed() {
        try (Recovered migration = new Recovered(small(new AddressPrefetch()), FRAME_BYTES)) {
            migration.world.runUntil(() -> migration.world.source.state() == SourceState.SERVING, 1000 * MILLISECOND);
            migration.world.source.recoverByDiscarding();
            migration.complete();
            migration.judge();
        }
    }

    @Test
    void shouldStayCutWhereNoOtherLinkCanBeOpened() {
        try (Recovered migration = new Recovered(small(new AddressPrefetch()), FRAME_BYTES)) {
            final World world = migration.world;
            world.runUntil(() -> world.source.state() == SourceState.SERVING, 1000 * MILLISECOND);
            migration.cut(CuttableLink.Cut.BOTH);
            final Supplier<SourceLink> broken = () -> {
                throw new IllegalArgumentException("nobody there");
            };
            world.source.recover(broken);
            world.destination.recover(() -> {
                throw new IllegalArgumentException("the port is taken");
            });
            world.runFor(10 * MILLISECOND);
            assertEquals(SourceState.SEVERED, world.source.state());
            assertTrue(world.source.reason().contains("no other link could be opened: nobody there"));
            assertEquals(DestinationState.SEVERED, world.destination.state());
            assertTrue(world.destination.reason().contains("the port is taken"));
            migration.recover(Recovered.Way.FRESH);
            migration.complete();
            migration.judge();
        }
    }

    @Test
    void shouldNotHandOverWithoutItsPagesAGuestWhoseSnapshotIsAttached() {
        final InMemoryLink link = InMemoryLink.open(FRAME_BYTES, 4 * FRAME_BYTES);
        try (World world = new World(small(new AddressPrefetch()), link.source(), link.destination())) {
            final TakeVirtual take = new TakeVirtual(world.guest, Long.MAX_VALUE, world.simulation.clock());
            while (!take.isDone()) {
                take.doWork();
                world.step();
            }
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.FAILED, 1000 * MILLISECOND);
            assertTrue(world.source.reason().startsWith("a virtual snapshot is attached to the guest"),
                    world.source.reason());
            assertTrue(world.runsAtSource());
            world.verify(world.guest);
            take.snapshot().detach();
            world.runUntil(take.snapshot()::isDetached, 100 * MILLISECOND);
            take.snapshot().close();
        }
    }

    @Test
    void shouldTellAnotherSourceThatAGuestIsHereAlready() {
        final InMemoryLink link = InMemoryLink.open(FRAME_BYTES, 4 * FRAME_BYTES);
        try (World world = new World(small(new AddressPrefetch()), link.source(), link.destination())) {
            world.source.start();
            world.runUntil(() -> world.isCompleted() && world.source.isDone(), 1000 * MILLISECOND);
            world.killSource();
            final Guest hosted = world.hosted();
            final long operations = world.operations(hosted);
            final ControlEncoder encoder = new ControlEncoder();
            final int length = encoder.hello(99, new Greeting(Wire.PROTOCOL_VERSION, 1, 4096, 16 * 4096,
                    Wire.nativeByteOrderMark(), World.CLOCK_DOMAIN, GuestForm.PAGES, "raw", "counting"));
            link.source().controlOut().offer(encoder.buffer(), 0, length);
            world.runFor(20 * MILLISECOND);
            final Refusals heard = new Refusals();
            link.source().controlIn().poll(new ControlDecoder(heard), 1000);
            assertEquals(List.of("99: this destination has taken another guest already"), heard.refusals);
            assertTrue(world.operations(hosted) > operations, "the guest no longer runs");
            world.verify(hosted);
        }
    }

    /** Hears how another source is refused. */
    private static final class Refusals implements ControlHandler {

        private final List<String> refusals = new ArrayList<>();

        @Override
        public void onHelloReply(final long migrationId, final long clockDomain, final String refusal) {
            refusals.add(migrationId + ": " + refusal);
        }

        @Override
        public void onHeartbeat(final long migrationId, final long sentAtNs, final long echoSentAtNs,
                final long echoHeldNs) {
            // The other's.
        }

        @Override
        public void onRunning(final long migrationId, final long resumedAtNs) {
            // The other's.
        }

        @Override
        public void onAbort(final long migrationId, final String reason) {
            throw new AssertionError(reason);
        }
    }
}
