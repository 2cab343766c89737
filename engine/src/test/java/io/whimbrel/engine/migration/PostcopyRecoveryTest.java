package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.presence.FaultPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Post-copy over links that are cut at every moment of it, in one direction or both, once and during recovery again, and
 * recovered over another link or the same. {@link World} checks after every event that at most one side runs the guest,
 * and the destination refuses every page that it has.
 */
@Timeout(120)
class PostcopyRecoveryTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final int NARROW = 1376;

    private static int cuts;
    private static int recovered;

    @AfterAll
    static void shouldSayHowMuchWasExplored() {
        System.out.println("post-copy: " + cuts + " cuts explored, " + recovered + " migrations recovered");
    }

    private static World.Setup small(final MigrationStrategy strategy, final int pages, final int pageBytes) {
        final World.Setup setup = new World.Setup();
        setup.geometry = new PageGeometry((long) pages * pageBytes, pageBytes);
        setup.vcpus = 2;
        setup.intervalNs = MILLISECOND;
        setup.idleStepNs = 200_000;
        setup.bytesPerSecond = 20_000_000;
        setup.strategy = strategy;
        setup.convergence = view -> Convergence.Decision.CONTINUE;
        setup.timings = new MigrationTimings(5 * MILLISECOND, 40 * MILLISECOND, 400 * MILLISECOND, Long.MAX_VALUE);
        return setup;
    }

    private static Stream<Arguments> migrations() {
        final Supplier<World.Setup> postcopy = () -> small(new Postcopy(0), 16, 4096);
        final Supplier<World.Setup> hybrid = () -> small(new Hybrid(1), 16, 4096);
        final Supplier<World.Setup> sliced = () -> small(new Postcopy(1), 4, 64 << 10);
        return Stream.of(Arguments.of("post-copy", postcopy, 5000), Arguments.of("hybrid", hybrid, 5000),
                Arguments.of("pages in slices", sliced, NARROW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("migrations")
    void shouldRecoverFromACutAfterAnyEvent(final String name, final Supplier<World.Setup> setup,
            final int frameBytes) {
        final int events = events(setup.get(), frameBytes);
        final int stride = Math.max(1, events / 150);
        final int before = recovered;
        int kept = 0;
        for (int event = 0, i = 0; event < events; event += stride, i++) {
            final CuttableLink.Cut cut = CuttableLink.Cut.values()[i % 3];
            final Recovered.Way way = Recovered.Way.values()[i % 4];
            if (!survives(setup.get(), frameBytes, List.of(new Blow(event, cut, way)))) {
                kept++;
            }
        }
        assertTrue(recovered - before > 20 && kept > 2, (recovered - before) + " recovered, " + kept + " kept");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("migrations")
    void shouldRecoverFromFurtherCutsDuringRecovery(final String name, final Supplier<World.Setup> setup,
            final int frameBytes) {
        final int events = events(setup.get(), frameBytes);
        final Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            final List<Blow> blows = new ArrayList<>();
            blows.add(Blow.of(events / 3 + random.nextInt(events), random));
            for (int more = 1 + random.nextInt(3); more > 0; more--) {
                // Soon after the link was renewed: within the questions and answers.
                blows.add(Blow.of(random.nextInt(i % 2 == 0 ? 12 : events / 2), random));
            }
            survives(setup.get(), frameBytes, blows);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldRecoverALargerGuestWhereverItIsCut(final long seed) {
        final Random random = new Random(seed);
        final World.Setup setup = small(seed % 2 == 0 ? new Postcopy(20) : new Hybrid(2), 600, 4096);
        setup.intervalNs = 50_000;
        setup.vcpus = 3;
        final List<Blow> blows = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> Blow.of(random.nextInt(2500), random)).toList();
        survives(setup, 16 << 10, blows);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    /** How many events the migration takes when nothing is amiss. */
    private static int events(final World.Setup setup, final int frameBytes) {
        try (Recovered migration = new Recovered(setup, frameBytes)) {
            int events = 0;
            for (; !migration.world.isCompleted(); events++) {
                migration.step();
            }
            migration.judge();
            return events;
        }
    }

    /** A cut so many events after the one before was recovered from, and how it is recovered from. */
    private record Blow(int afterEvents, CuttableLink.Cut cut, Recovered.Way way) {

        static Blow of(final int afterEvents, final Random random) {
            return new Blow(afterEvents, CuttableLink.Cut.values()[random.nextInt(3)],
                    Recovered.Way.values()[random.nextInt(4)]);
        }
    }

    /** Whether the guest was handed over, in spite of the blows; it stays where it was otherwise. */
    private static boolean survives(final World.Setup setup, final int frameBytes, final List<Blow> blows) {
        try (Recovered migration = new Recovered(setup, frameBytes)) {
            for (final Blow blow : blows) {
                for (int i = 0; i < blow.afterEvents; i++) {
                    migration.step();
                }
                cuts++;
                migration.cut(blow.cut);
                if (!migration.isHandedOver()) {
                    judgeKept(migration.world);
                    return false;
                }
                migration.recover(blow.way);
            }
            migration.complete();
            recovered++;
            migration.judge();
            return true;
        } catch (final AssertionError | RuntimeException e) {
            throw new AssertionError(blows + ": " + e.getMessage(), e);
        }
    }

    private static void judgeKept(final World world) {
        world.runUntil(() -> world.source.state() == SourceState.FAILED, 1000 * MILLISECOND);
        assertTrue(world.runsAtSource());
        assertFalse(world.runsAtDestination());
        world.verify(world.guest);
    }

    /** Half of the guest, the first vCPU's share, is there from the beginning; the other vCPU's comes on demand alone. */
    @Test
    void shouldRunOnWhileCutUntilAnAbsentPageIsTouched() {
        final World.Setup setup = small(new Postcopy(8), 16, 4096);
        setup.prefetcher = new PrefetchBelow(8);
        try (Recovered migration = new Recovered(setup, 5000)) {
            final World world = migration.world;
            while (world.source.state() != SourceState.SERVING) {
                migration.step();
            }
            migration.cut(CuttableLink.Cut.BOTH);
            assertEquals(DestinationState.SEVERED, world.destination.state());
            assertEquals(SourceState.SEVERED, world.source.state());
            final List<FaultPort> ports = world.hosted().faults().ports();
            final long awaited = ports.get(1).wanted();
            assertTrue(awaited >= 8, "no vCPU waits for a page that is cut off");
            final List<Long> before = world.operationsOfEach(world.hosted());
            migration.runFor(50 * MILLISECOND);
            final List<Long> after = world.operationsOfEach(world.hosted());
            assertEquals(50, after.get(0) - before.get(0), 2, "the vCPU whose pages are here");
            assertEquals(0, ports.get(0).log().faults());
            assertEquals(before.get(1), after.get(1), "the vCPU whose page is not");
            assertEquals(awaited, ports.get(1).wanted());
            migration.recover(Recovered.Way.FRESH);
            migration.runFor(50 * MILLISECOND);
            assertTrue(world.operationsOfEach(world.hosted()).get(1) > after.get(1), "it stands still for ever");
        }
    }

    @Test
    void shouldIgnoreRecoveryWhereThereIsNothingToRecover() {
        try (Recovered migration = new Recovered(small(new Hybrid(3), 64, 4096), 5000)) {
            while (migration.world.source.state() != SourceState.LIVE) {
                migration.step();
            }
            migration.recover(Recovered.Way.FRESH);
            migration.complete();
            assertEquals(0, migration.world.source.report().push().renewals());
            migration.recover(Recovered.Way.FRESH);
            migration.runFor(10 * MILLISECOND);
            assertEquals(SourceState.COMPLETED, migration.world.source.state());
            assertEquals(DestinationState.RUNNING, migration.world.destination.state());
            migration.judge();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BACK", "BOTH"})
    void shouldSeeACutThatTheSourceSuffersOnceTheGuestIsWhole(final CuttableLink.Cut directions) {
        shouldSeeACut(small(new Postcopy(0), 16, 4096), directions);
    }

    /** One that does not hear the source has nobody left to tell, and ends. */
    @Test
    void shouldSeeThatTheSourceDoesNotHearThatTheGuestRuns() {
        shouldSeeACut(small(new StopAndCopy(), 16, 4096), CuttableLink.Cut.BACK);
    }

    private static void shouldSeeACut(final World.Setup setup, final CuttableLink.Cut directions) {
        try (Recovered migration = new Recovered(setup, 5000)) {
            while (migration.world.destination.state() != DestinationState.RUNNING) {
                migration.step();
            }
            assertFalse(migration.world.destination.isCutOff());
            migration.cut(directions);
            assertTrue(migration.world.source.state().isCut());
            assertTrue(migration.world.destination.isCutOff());
            assertFalse(migration.world.destination.isDone());
            migration.recover(Recovered.Way.FRESH);
            migration.step();
            migration.complete();
            assertEquals(SourceState.COMPLETED, migration.world.source.state());
            migration.judge();
        }
    }
}
