package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.protocol.sbe.CommitDecoder;
import io.whimbrel.engine.protocol.sbe.HeartbeatDecoder;
import io.whimbrel.engine.protocol.sbe.HoldingDecoder;
import io.whimbrel.engine.protocol.sbe.PageRequestDecoder;
import io.whimbrel.engine.protocol.sbe.PreparedDecoder;
import io.whimbrel.engine.protocol.sbe.PresenceDecoder;
import io.whimbrel.engine.protocol.sbe.ResumeDecoder;
import io.whimbrel.engine.protocol.sbe.RunningDecoder;
import io.whimbrel.engine.protocol.sbe.SeveredDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The handoff of post-copy under every loss, repetition and delay of its messages, those of a recovery included, and
 * under a crash of either side after every step, for a small guest in virtual time. {@link World} checks in every step
 * that at most one side runs the guest.
 */
@Timeout(120)
class PostcopyHandoffTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final long SETTLED_NS = 400 * MILLISECOND;
    private static final List<Integer> MESSAGES = List.of(PreparedDecoder.TEMPLATE_ID, CommitDecoder.TEMPLATE_ID,
            RunningDecoder.TEMPLATE_ID, PageRequestDecoder.TEMPLATE_ID, HoldingDecoder.TEMPLATE_ID);
    private static final List<Integer> OF_RECOVERY = List.of(SeveredDecoder.TEMPLATE_ID, ResumeDecoder.TEMPLATE_ID,
            PresenceDecoder.TEMPLATE_ID, HeartbeatDecoder.TEMPLATE_ID, HoldingDecoder.TEMPLATE_ID);

    private static World.Setup smallGuest() {
        final World.Setup setup = new World.Setup();
        setup.strategy = new Postcopy(1);
        setup.geometry = new PageGeometry(6 * 4096, 4096);
        setup.intervalNs = 2 * MILLISECOND;
        setup.idleStepNs = MILLISECOND;
        setup.bytesPerSecond = 2_000_000;
        setup.timings = new MigrationTimings(5 * MILLISECOND, 60 * MILLISECOND, 150 * MILLISECOND, Long.MAX_VALUE);
        return setup;
    }

    private static int combinations(final List<Integer> messages) {
        return (int) Math.pow(Fate.values().length, messages.size());
    }

    private static Map<Integer, Fate> fates(final List<Integer> messages, final int combination) {
        final Map<Integer, Fate> fates = new HashMap<>();
        int rest = combination;
        for (final int message : messages) {
            fates.put(message, Fate.values()[rest % Fate.values().length]);
            rest /= Fate.values().length;
        }
        return fates;
    }

    private static void judge(final World world) {
        world.runUntil(world::isCompleted, 3 * SETTLED_NS);
        assertEquals(6, world.destination.report().pagesApplied());
        world.verify(world.hosted());
    }

    @Test
    void shouldCompleteWhateverBecomesOfTheFirstOfEachMessage() {
        final int combinations = combinations(MESSAGES);
        for (int combination = 0; combination < combinations; combination++) {
            final FaultyLink link = new FaultyLink(fates(MESSAGES, combination));
            try (World world = new World(smallGuest(), link.source(), link.destination())) {
                world.source.start();
                judge(world);
            } catch (final AssertionError e) {
                throw new AssertionError("with " + fates(MESSAGES, combination), e);
            }
        }
        System.out.println("post-copy handoff: " + combinations + " combinations of lost, doubled and late messages");
    }

    @Test
    void shouldRecoverWhateverBecomesOfTheFirstOfEachMessageOfARecovery() {
        final int combinations = combinations(OF_RECOVERY);
        for (int combination = 0; combination < combinations; combination++) {
            final FaultyLink first = new FaultyLink(Map.of());
            final FaultyLink second = new FaultyLink(fates(OF_RECOVERY, combination));
            try (World world = new World(smallGuest(), first.source(), first.destination())) {
                world.source.start();
                world.runUntil(() -> world.source.state() == SourceState.SERVING, SETTLED_NS);
                first.sound.sever();
                world.runFor(combination % 2 == 0 ? MILLISECOND : SETTLED_NS);
                world.destination.recover(second.destination());
                if (combination % 3 == 0) {
                    world.runFor(20 * MILLISECOND);
                }
                world.source.recover(second.source());
                judge(world);
            } catch (final AssertionError e) {
                throw new AssertionError("with " + fates(OF_RECOVERY, combination), e);
            }
        }
        System.out.println("post-copy recovery: " + combinations + " combinations of lost, doubled and late messages");
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

    private static World world() {
        final FaultyLink link = new FaultyLink(Map.of());
        return new World(smallGuest(), link.source(), link.destination());
    }

    @Test
    void shouldNeverRunAtTheSourceAgainOnceReleasedWhenTheDestinationDiesAfterAnyStep() {
        boolean goesOn = true;
        int kept = 0;
        int lost = 0;
        for (int steps = 0; goesOn; steps++) {
            try (World world = world()) {
                goesOn = reaches(world, steps);
                world.killDestination();
                world.runFor(SETTLED_NS);
                final SourceState state = world.source.state();
                if (state == SourceState.FAILED) {
                    assertTrue(world.runsAtSource(), "after " + steps + " steps");
                    world.verify(world.guest);
                    kept++;
                } else {
                    assertFalse(world.runsAtSource(), "the source ran the guest again");
                    assertTrue(state.isCut() || state == SourceState.COMPLETED, "after " + steps + ": " + state);
                    assertTrue(!state.isCut() || world.source.report().reason().contains("recover"));
                    lost += state == SourceState.SEVERED ? judgeLost(world) : 0;
                }
            }
        }
        assertTrue(kept > 10 && lost > 10, kept + " kept, " + lost + " lost");
        System.out.println(
                "post-copy: the destination died after each step, " + kept + " guests kept, " + lost + " lost");
    }

    private static int judgeLost(final World world) {
        world.source.recoverByDiscarding();
        world.runFor(2 * MILLISECOND);
        assertEquals(SourceState.DISCARDED, world.source.state());
        assertTrue(world.source.report().reason().contains("the guest is lost"), world.source.report().reason());
        assertFalse(world.runsAtSource());
        return 1;
    }

    @Test
    void shouldSayThatTheGuestIsLostWhenTheSourceDiesBeforeEveryPageIsThere() {
        boolean goesOn = true;
        int lost = 0;
        int whole = 0;
        for (int steps = 0; goesOn; steps++) {
            try (World world = world()) {
                goesOn = reaches(world, steps);
                final SourceState died = world.source.state();
                world.killSource();
                world.runFor(SETTLED_NS);
                final DestinationState state = world.destination.state();
                if (died.ownsGuest()) {
                    assertFalse(world.runsAtDestination(), "it ran although the source had it, after " + steps);
                } else if (state == DestinationState.RUNNING) {
                    world.verify(world.hosted());
                    whole++;
                } else if (state == DestinationState.SEVERED) {
                    world.destination.recoverByDiscarding();
                    world.runFor(2 * MILLISECOND);
                    assertEquals(DestinationState.DISCARDED, world.destination.state());
                    final String reason = world.destination.report().reason();
                    assertTrue(reason.contains("lost") && reason.contains("never came"), reason);
                    lost++;
                } else {
                    assertEquals(DestinationState.IN_DOUBT, state, "after " + steps + " steps");
                }
            }
        }
        assertTrue(lost > 10 && whole > 0, lost + " lost, " + whole + " whole");
        System.out.println("post-copy: the source died after each step, " + lost + " guests lost, " + whole + " whole");
    }

    @Test
    void shouldTakeNoPeerForDeadThatStoodStillWithItAfterAnyStep() {
        boolean goesOn = true;
        for (int steps = 0; goesOn; steps++) {
            try (World world = world()) {
                goesOn = reaches(world, steps);
                world.standStillFor(SETTLED_NS);
                judge(world);
                assertEquals(0, world.source.report().push().renewals());
            } catch (final AssertionError e) {
                throw new AssertionError("after " + steps + " steps", e);
            }
        }
    }

    @Test
    void shouldPauseAVcpuThatStandsStillOnceItsPageHasCome() {
        final FaultyLink first = new FaultyLink(Map.of());
        final FaultyLink second = new FaultyLink(Map.of());
        try (World world = new World(smallGuest(), first.source(), first.destination())) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.SERVING, SETTLED_NS);
            first.sound.sever();
            world.runFor(SETTLED_NS);
            assertEquals(DestinationState.SEVERED, world.destination.state());
            assertTrue(world.hosted().faults().ports().getFirst().wanted() >= 0, "it never touched an absent page");
            world.hosted().requestPause();
            world.runFor(10 * MILLISECOND);
            assertFalse(world.hosted().isPaused(), "paused within an operation");
            world.source.recover(second.source());
            world.destination.recover(second.destination());
            world.runUntil(() -> world.hosted().isPaused(), SETTLED_NS);
            final long operations = world.operations(world.hosted());
            judge(world);
            assertEquals(operations, world.operations(world.hosted()));
        }
    }
}
