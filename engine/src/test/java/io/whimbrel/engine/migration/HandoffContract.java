package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import io.whimbrel.engine.protocol.sbe.CommitDecoder;
import io.whimbrel.engine.protocol.sbe.HelloDecoder;
import io.whimbrel.engine.protocol.sbe.HelloReplyDecoder;
import io.whimbrel.engine.protocol.sbe.PrepareDecoder;
import io.whimbrel.engine.protocol.sbe.PreparedDecoder;
import io.whimbrel.engine.protocol.sbe.RunningDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The handoff of ownership under every loss, repetition and delay of its six messages, and under a crash of either side
 * or a cut of either direction after every step, for a small guest in virtual time that moves in one way. {@link World}
 * checks in every step that at most one side runs the guest; here the ends are judged.
 */
@Timeout(300)
abstract class HandoffContract {

    private static final long MILLISECOND = 1_000_000L;
    private static final List<Integer> MESSAGES = List.of(HelloDecoder.TEMPLATE_ID, HelloReplyDecoder.TEMPLATE_ID,
            PrepareDecoder.TEMPLATE_ID, PreparedDecoder.TEMPLATE_ID, CommitDecoder.TEMPLATE_ID,
            RunningDecoder.TEMPLATE_ID);
    /** Long enough for every timeout to have passed. */
    private static final long SETTLED_NS = 400 * MILLISECOND;

    private static int crashesExplored;
    private static int cutsExplored;

    private final int stride;

    /**
     * @param stride of so many combinations of the messages' fates one is explored, and of so many steps of a migration
     *               with a message amiss
     */
    HandoffContract(final int stride) {
        this.stride = stride;
    }

    @AfterAll
    static void shouldSayHowMuchWasExplored(final TestInfo test) {
        System.out.println(
                test.getDisplayName() + ": " + crashesExplored + " crashes of either side, one after each event,"
                        + " and " + cutsExplored + " cuts explored");
        crashesExplored = 0;
        cutsExplored = 0;
    }

    /** Has the guest move in this way. */
    abstract void choose(World.Setup setup);

    private World.Setup smallGuest() {
        final World.Setup setup = new World.Setup();
        setup.geometry = new PageGeometry(4 * 4096, 4096);
        setup.intervalNs = 2 * MILLISECOND;
        setup.idleStepNs = MILLISECOND;
        setup.bytesPerSecond = Long.MAX_VALUE;
        setup.convergence = new FixedRounds(1);
        setup.timings = new MigrationTimings(5 * MILLISECOND, 60 * MILLISECOND, 150 * MILLISECOND, Long.MAX_VALUE);
        choose(setup);
        return setup;
    }

    @Test
    void shouldCompleteWhateverBecomesOfTheFirstOfEachMessage() {
        final int combinations = (int) Math.pow(Fate.values().length, MESSAGES.size());
        for (int combination = 0; combination < combinations; combination += stride) {
            final FaultyLink link = new FaultyLink(fates(combination));
            try (World world = new World(smallGuest(), link.source(), link.destination())) {
                world.source.start();
                world.runUntil(world::isCompleted, 3 * SETTLED_NS);
                world.verify(world.hosted());
            } catch (final AssertionError e) {
                throw new AssertionError("with " + fates(combination), e);
            }
        }
        System.out.println(getClass().getSimpleName() + ": " + (combinations + stride - 1) / stride
                + " combinations of lost, doubled and late messages explored");
    }

    private static Map<Integer, Fate> fates(final int combination) {
        final Map<Integer, Fate> fates = new HashMap<>();
        int rest = combination;
        for (final int message : MESSAGES) {
            fates.put(message, Fate.values()[rest % Fate.values().length]);
            rest /= Fate.values().length;
        }
        return fates;
    }

    /** Nothing amiss, and each single message once lost, doubled and late. */
    static Stream<Map<Integer, Fate>> singleFaults() {
        return Stream.concat(Stream.of(Map.of()), MESSAGES.stream().flatMap(message -> Stream
                .of(Fate.DROP, Fate.DUPLICATE, Fate.DELAY).map(fate -> Map.of(message, fate))));
    }

    private int strideWith(final Map<Integer, Fate> faults) {
        return faults.isEmpty() ? 1 : stride;
    }

    /** Runs a migration for so many steps; false when it was over before. */
    private static boolean reaches(final World world, final int steps) {
        world.source.start();
        for (int i = 0; i < steps; i++) {
            world.step();
            if (world.isCompleted()) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("singleFaults")
    void shouldKeepTheGuestWhenTheDestinationDiesBeforeThePointOfNoReturnAfterAnyStep(
            final Map<Integer, Fate> faults) {
        boolean goesOn = true;
        int kept = 0;
        int lost = 0;
        for (int steps = 0; goesOn; steps += strideWith(faults)) {
            final FaultyLink link = new FaultyLink(faults);
            crashesExplored++;
            try (World world = new World(smallGuest(), link.source(), link.destination())) {
                goesOn = reaches(world, steps);
                final boolean released = !world.source.state().ownsGuest();
                world.killDestination();
                world.runFor(SETTLED_NS);
                if (released) {
                    assertFalse(world.runsAtSource(), "the source ran the guest again");
                    assertTrue(List.of(SourceState.IN_DOUBT, SourceState.COMPLETED).contains(world.source.state()));
                    lost++;
                } else if (world.source.state() == SourceState.FAILED) {
                    assertTrue(world.runsAtSource(), "after " + steps + " steps");
                    world.verify(world.guest);
                    kept++;
                } else {
                    // The confirmation was under way when the destination died: released later, and so in doubt.
                    assertEquals(SourceState.IN_DOUBT, world.source.state(), "after " + steps + " steps");
                    assertFalse(world.runsAtSource());
                }
            }
        }
        assertTrue(strideWith(faults) > 1 || kept > 10 && lost > 0,
                kept + " kept, " + lost + " in doubt or handed over");
    }

    @ParameterizedTest
    @MethodSource("singleFaults")
    void shouldNeverRunAtTheDestinationUnlessReleasedWhenTheSourceDiesAfterAnyStep(
            final Map<Integer, Fate> faults) {
        boolean goesOn = true;
        int recovered = 0;
        for (int steps = 0; goesOn; steps += strideWith(faults)) {
            final FaultyLink link = new FaultyLink(faults);
            crashesExplored++;
            try (World world = new World(smallGuest(), link.source(), link.destination())) {
                goesOn = reaches(world, steps);
                final SourceState died = world.source.state();
                world.killSource();
                world.runFor(SETTLED_NS);
                if (died.ownsGuest()) {
                    assertFalse(world.runsAtDestination(), "it ran although the source had it, after " + steps);
                }
                if (world.destination.state() == DestinationState.IN_DOUBT) {
                    assertFalse(world.runsAtDestination());
                    world.destination.recoverByRunning();
                    world.runUntil(world::runsAtDestination, SETTLED_NS);
                    recovered++;
                }
                if (world.runsAtDestination()) {
                    world.runFor(10 * MILLISECOND);
                    world.verify(world.hosted());
                } else {
                    assertTrue(List.of(DestinationState.LISTENING, DestinationState.ABORTED)
                            .contains(world.destination.state()), "after " + steps + " steps");
                    assertTrue(died.ownsGuest(), "a released guest was dropped, after " + steps + " steps");
                }
            }
        }
        assertTrue(strideWith(faults) > 1 || recovered > 0, "no crash ever left the destination in doubt");
    }

    /** Which directions of the link are cut. */
    private enum Cut {
        FORTH, BACK, BOTH
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void shouldSettleByItselfOnceAnyCutHeals(final Cut cut) {
        boolean goesOn = true;
        int doubts = 0;
        for (int steps = 0; goesOn; steps++) {
            final FaultyLink link = new FaultyLink(Map.of());
            cutsExplored++;
            try (World world = new World(smallGuest(), link.source(), link.destination())) {
                goesOn = reaches(world, steps);
                link.forth.cut(cut != Cut.BACK);
                link.back.cut(cut != Cut.FORTH);
                world.runFor(SETTLED_NS);
                if (!world.source.state().ownsGuest()) {
                    assertFalse(world.runsAtSource());
                }
                if (world.source.state() == SourceState.IN_DOUBT
                        || world.destination.state() == DestinationState.IN_DOUBT) {
                    doubts++;
                }
                link.forth.cut(false);
                link.back.cut(false);
                world.runFor(SETTLED_NS);
                assertNotEquals(SourceState.IN_DOUBT, world.source.state(), "after " + steps + " steps");
                assertNotEquals(DestinationState.IN_DOUBT, world.destination.state(), "after " + steps + " steps");
                assertTrue(world.runsAtSource() ^ world.runsAtDestination(), "after " + steps + " steps: "
                        + world.source.state() + ", " + world.destination.state());
                world.verify(world.runsAtSource() ? world.guest : world.hosted());
            }
        }
        assertTrue(doubts > 0, "no cut ever left a side in doubt");
    }

    @Test
    void shouldTakeNoPeerForDeadThatStoodStillWithItAfterAnyStep() {
        boolean goesOn = true;
        for (int steps = 0; goesOn; steps++) {
            final FaultyLink link = new FaultyLink(Map.of());
            try (World world = new World(smallGuest(), link.source(), link.destination())) {
                goesOn = reaches(world, steps);
                world.standStillFor(SETTLED_NS);
                world.runUntil(world::isCompleted, SETTLED_NS);
                world.verify(world.hosted());
            } catch (final AssertionError e) {
                throw new AssertionError("after " + steps + " steps", e);
            }
        }
    }

    @Test
    void shouldObeyAnOperatorWhoRunsTheGuestAtTheSource() {
        try (World world = releasedAndCut()) {
            world.killDestination();
            world.source.recoverByRunning();
            world.runUntil(world::runsAtSource, SETTLED_NS);
            assertEquals(SourceState.RECOVERED, world.source.state());
            world.runFor(10 * MILLISECOND);
            world.verify(world.guest);
        }
    }

    @Test
    void shouldObeyAnOperatorWhoDropsTheGuest() {
        try (World world = releasedAndCut()) {
            world.source.recoverByDiscarding();
            world.destination.recoverByDiscarding();
            world.runUntil(() -> world.source.state() == SourceState.DISCARDED
                    && world.destination.state() == DestinationState.DISCARDED, SETTLED_NS);
            assertFalse(world.runsAtSource() || world.runsAtDestination());
        }
    }

    private World releasedAndCut() {
        final FaultyLink link = new FaultyLink(Map.of());
        final World world = new World(smallGuest(), link.source(), link.destination());
        world.source.start();
        world.runUntil(() -> world.destination.state() == DestinationState.PREPARED, SETTLED_NS);
        link.forth.cut(true);
        world.runUntil(() -> world.source.state() == SourceState.RELEASED, SETTLED_NS);
        link.back.cut(true);
        world.runUntil(() -> world.source.state() == SourceState.IN_DOUBT
                && world.destination.state() == DestinationState.IN_DOUBT, SETTLED_NS);
        return world;
    }
}
