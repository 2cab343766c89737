package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.ForwardingLinkEnd;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken from the guest's memory without a copy is taken while the guest stands still, and only then. */
class GatheringTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int FRAME = 16 << 10;

    static Stream<Arguments> strategies() {
        return Stream.of(Arguments.of((Supplier<MigrationStrategy>) StopAndCopy::new, true),
                Arguments.of((Supplier<MigrationStrategy>) Cold::new, true),
                Arguments.of((Supplier<MigrationStrategy>) Warm::new, true),
                Arguments.of((Supplier<MigrationStrategy>) Precopy::new, false),
                Arguments.of((Supplier<MigrationStrategy>) () -> new Postcopy(0), true),
                Arguments.of((Supplier<MigrationStrategy>) () -> new Postcopy(7), true),
                Arguments.of((Supplier<MigrationStrategy>) () -> new Hybrid(2), false));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void shouldTakePagesFromWhereTheyLieOnceTheGuestStandsStill(final Supplier<MigrationStrategy> strategy,
            final boolean all) {
        final World.Setup setup = new World.Setup();
        setup.strategy = strategy.get();
        setup.convergence = new FixedRounds(2);
        try (TwoDisks disks = new TwoDisks()) {
            disks.renew(setup);
            migrate(setup, (world, gathering) -> {
                world.runUntil(world::isCompleted, 10 * SECOND);
                world.runFor(SECOND / 100);
                final long contents = (world.source.report().pagesSent() - world.source.report().zeroPages()) << 12;
                assertTrue(gathering.gathered() > 0, "nothing was taken from where it lies");
                if (all) {
                    assertEquals(contents, gathering.gathered());
                } else {
                    assertTrue(gathering.gathered() < contents, "the first round was of a guest that ran");
                }
                world.verify(world.hosted());
            });
        }
    }

    @Test
    void shouldTakeNoMoreFromWhereItLiesOnceTheGuestRunsOnAtTheSource() {
        final World.Setup setup = new World.Setup();
        setup.strategy = new StopAndCopy();
        migrate(setup, (world, gathering) -> {
            world.runUntil(() -> gathering.gathered() > 0, 10 * SECOND);
            world.source.cancel();
            world.runUntil(world.source::isDone, 10 * SECOND);
            assertEquals(SourceState.FAILED, world.source.state());
            assertTrue(world.runsAtSource());
            world.runFor(SECOND / 100);
            world.verify(world.guest);
        });
    }

    private static void migrate(final World.Setup setup, final BiConsumer<World, GatheringLink> rest) {
        final InMemoryLink link = InMemoryLink.open(FRAME, 4 * FRAME);
        final World[] itself = new World[1];
        final GatheringLink gathering = new GatheringLink(link.source(),
                () -> assertFalse(itself[0].runsAtSource(), "the guest writes meanwhile"));
        try (World world = new World(setup, gathering, link.destination())) {
            itself[0] = world;
            world.runFor(SECOND / 100);
            world.source.start();
            rest.accept(world, gathering);
        }
    }

    /** A source's end whose streams of pages gather. */
    private static final class GatheringLink extends ForwardingLinkEnd implements SourceLink {

        private final GatheringOutbound data;
        private final GatheringOutbound urgent;

        GatheringLink(final SourceLink link, final Runnable onGather) {
            super(link);
            data = new GatheringOutbound(link.data(), onGather);
            urgent = new GatheringOutbound(link.urgent(), onGather);
        }

        long gathered() {
            return data.gathered() + urgent.gathered();
        }

        @Override
        public FrameOutbound data() {
            return data;
        }

        @Override
        public FrameOutbound urgent() {
            return urgent;
        }
    }
}
