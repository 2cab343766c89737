package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.scenario.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The handoff for guests of up to some thousand pages, over links that delay and lose frames and whose control messages
 * are lost, doubled, held up and overtaken, each with its own chance: first without a further mishap, then with the same
 * seed and a crash of either side, or a cut of either direction, at an event drawn from all, or from those in which the
 * guest changes hands, or those in which pages of it are still to come. Guests move in every way; those of post-copy are taken up again once a cut has healed, or are lost
 * with the side that dies. {@link HandoffWorld} checks the invariants after every event; here the ends are judged.
 */
@Timeout(300)
class SeededHandoffTest {

    private static final int SEEDS = 120;
    private static final int MOST_ORDERS = 3;
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000 * MILLISECOND;
    /** Long enough for every timeout to have passed. */
    private static final long SETTLED_NS = 400 * MILLISECOND;

    private static final String SCENARIO = """
            guest: {workload: synthetic, content: none, memory: %dKiB, vcpus: %d, rate: %d/s, locality: '%s', seed: %d}
            migration: {strategy: %s, sync: '%s', encoding: raw, convergence: fixed-rounds(%d), prefetch: %s}
            virtual:
              link: constant(bandwidth=%dMB/s, latency=%dus, jitter=%dus, loss=%.3f, queue=65472B, seed=%d)
              costs: cpu(idle-ns=%d)
            """;

    private static final List<String> STRATEGIES = List.of("precopy", "precopy", "stop-and-copy", "postcopy",
            "postcopy(first=50)", "hybrid(rounds=1)", "hybrid(rounds=3)", "warm", "cold");

    /** What happens beside the messages' fates. */
    private enum Mishap {
        SOURCE_DIES, DESTINATION_DIES, CUT_FORTH, CUT_BACK, CUT_BOTH
    }

    private final Map<String, Integer> ends = new TreeMap<>();
    private int interleavings;
    private long lost;
    private long doubled;
    private long overtaken;

    private static <T> T oneOf(final Random random, final List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Variant variant(final Random random) {
        final String strategy = oneOf(random, STRATEGIES);
        // Slow enough for pages to be under way for a while after the guest has changed hands.
        final int slowness = strategy.startsWith("postcopy") || strategy.startsWith("hybrid") ? 10 : 1;
        return Simulated.variant(String.format(Locale.ROOT, SCENARIO, 4 << random.nextInt(4, 13),
                1 + random.nextInt(3), 1_000 + random.nextInt(100_000),
                oneOf(random, List.of("uniform", "zipf", "sequential")), random.nextInt(),
                strategy,
                oneOf(random, List.of("round-snapshot", "clear-at-send", "peek-skip")), 1 + random.nextInt(4),
                oneOf(random, List.of("continue", "address", "none(for=5ms)")),
                (100 + random.nextInt(900)) / slowness, random.nextInt(3_000), random.nextInt(2_000),
                0.02 * random.nextDouble(),
                random.nextInt(), 20_000 + random.nextInt(200_000)));
    }

    private static UnreliableControl.Faults faults(final Random random) {
        return new UnreliableControl.Faults(0.4 * random.nextDouble(), 0.4 * random.nextDouble(),
                0.6 * random.nextDouble(), random.nextLong(MILLISECOND, 30 * MILLISECOND));
    }

    @Test
    void shouldLeaveTheGuestInOnePlaceWhateverHappens() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                explore(seed);
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("handoff: " + interleavings + " seeded interleavings of larger guests explored, with " + lost
                + " messages lost, " + doubled + " doubled and " + overtaken + " overtaken: " + ends);
        for (final String end : List.of("completed", "kept at the source", "in doubt at the source",
                "recovered at the destination", "settled once healed", "taken up again", "lost with its source",
                "lost with its destination")) {
            assertTrue(ends.containsKey(end), "never " + end + ": " + ends);
        }
    }

    private void explore(final long seed) {
        final Random random = new Random(seed);
        final Variant variant = variant(random);
        final UnreliableControl.Faults faults = faults(random);
        final int handsOverAt;
        final int servesAt;
        final int events;
        try (HandoffWorld world = new HandoffWorld(variant, seed, faults)) {
            world.runUntil(() -> world.source.state().compareTo(SourceState.RESIDUAL) >= 0, 5 * SECOND);
            handsOverAt = world.events();
            world.runUntil(() -> world.source.state().serves() || world.isOver(), 5 * SECOND);
            servesAt = world.source.state().serves() ? world.events() : handsOverAt;
            world.runUntil(world::isOver, 5 * SECOND);
            events = world.events();
            settle(world);
            end(world, world.runsAtSource() ? "kept at the source" : "completed");
        }
        final int from = oneOf(random, List.of(0, handsOverAt, servesAt));
        final int at = from + random.nextInt(Math.max(1, events - from));
        final Mishap mishap = oneOf(random, List.of(Mishap.values()));
        try (HandoffWorld world = new HandoffWorld(variant, seed, faults)) {
            while (world.events() < at) {
                world.step();
            }
            go(world, mishap, random);
        }
    }

    /**
     * The link is well again, and so the guest is in one place before long; in post-copy somebody has to say so.
     *
     * @return whether somebody had to
     */
    private static boolean settle(final HandoffWorld world) {
        world.link.becomeReliable();
        int orders = 0;
        while (!world.runUntil(world::isOver, orders == 0 ? SECOND : 5 * SECOND)) {
            world.check(world.isSevered() && orders++ < MOST_ORDERS, "it does not settle");
            world.takeUpAgain();
        }
        world.verifySurvivor();
        return orders > 0;
    }

    private void end(final HandoffWorld world, final String end) {
        interleavings++;
        lost += world.link.forth.lost() + world.link.back.lost();
        doubled += world.link.forth.doubled() + world.link.back.doubled();
        overtaken += world.link.forth.overtaken() + world.link.back.overtaken();
        ends.merge(end, 1, Integer::sum);
    }

    private void go(final HandoffWorld world, final Mishap mishap, final Random random) {
        switch (mishap) {
            case SOURCE_DIES -> {
                world.killSource();
                world.runFor(SETTLED_NS);
                end(world, judgeDestination(world));
            }
            case DESTINATION_DIES -> {
                world.killDestination();
                judgeSource(world);
            }
            case CUT_FORTH, CUT_BACK, CUT_BOTH -> {
                world.link.cut(mishap != Mishap.CUT_BACK, mishap != Mishap.CUT_FORTH);
                if (random.nextInt(4) > 0) {
                    world.runFor(random.nextLong(SETTLED_NS));
                    end(world, settle(world) ? "taken up again" : "settled once healed");
                } else {
                    judgeCut(world);
                }
            }
        }
    }

    /** The source is gone: what is left is at the destination, or was not given up. */
    private static String judgeDestination(final HandoffWorld world) {
        if (world.absentPages() > 0 && world.destination.state().isCut()) {
            return judgeLost(world);
        }
        if (world.destination.state() == DestinationState.IN_DOUBT) {
            world.recoverAtDestination();
            world.verifySurvivor();
            return "recovered at the destination";
        }
        if (world.runsAtDestination()) {
            world.verifySurvivor();
            return "completed";
        }
        world.check(!world.isReleased(), "a guest that was given up is nowhere");
        world.check(world.destination.state() == DestinationState.ABORTED
                || world.destination.state() == DestinationState.LISTENING, "the destination waits for ever");
        return "died with the source";
    }

    /** The guest is the destination's, and pages of it died with the source. */
    private static String judgeLost(final HandoffWorld world) {
        world.destination.recoverByDiscarding();
        world.check(world.runUntil(() -> world.destination.state() == DestinationState.DISCARDED, SECOND),
                "a guest that is lost is not given up");
        // A vCPU may stand still for a page for ever, in the middle of an operation; others come to their boundaries.
        world.runFor(5 * MILLISECOND);
        final long operations = world.operationsThere();
        world.runFor(50 * MILLISECOND);
        world.check(world.operationsThere() == operations, "a guest that is lost runs on");
        return "lost with its source";
    }

    private void judgeSource(final HandoffWorld world) {
        world.check(world.runUntil(() -> world.source.state().isFinal()
                || world.source.state().isCut(), SECOND), "the source waits for ever");
        if (world.source.state() == SourceState.SEVERED) {
            world.source.recoverByDiscarding();
            world.runFor(50 * MILLISECOND);
            world.check(world.source.state() == SourceState.DISCARDED && !world.runsAtSource(),
                    "a guest that is lost is not given up");
            end(world, "lost with its destination");
        } else if (world.isReleased()) {
            end(world, world.source.state() == SourceState.COMPLETED
                    ? "died after it was handed over"
                    : "in doubt at the source");
        } else {
            world.verifySurvivor();
            end(world, "kept at the source");
        }
    }

    /** A cut that nobody heals, until an operator looks after it. */
    private void judgeCut(final HandoffWorld world) {
        world.runFor(SECOND);
        if (!world.isReleased()) {
            world.check(world.source.state() == SourceState.FAILED,
                    "the source neither keeps the guest nor gives it up");
            world.verifySurvivor();
            end(world, "kept at the source");
        } else if (world.absentPages() > 0 || world.isSevered()) {
            end(world, settle(world) ? "taken up again" : "settled once healed");
        } else if (world.destination.state() == DestinationState.IN_DOUBT) {
            world.recoverAtDestination();
            world.verifySurvivor();
            end(world, "recovered at the destination");
        } else {
            world.verifySurvivor();
            end(world, "completed");
        }
    }
}
