package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.Hybrid;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.migration.Policies;
import io.whimbrel.engine.migration.Postcopy;
import io.whimbrel.engine.migration.Precopy;
import io.whimbrel.engine.migration.StopAndCopy;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.builtin.AddressOrder;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.BandwidthPredictor;
import io.whimbrel.engine.policy.builtin.FixedRate;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import io.whimbrel.engine.policy.builtin.LastSyncEstimator;
import io.whimbrel.engine.policy.builtin.RoundSnapshotSync;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a virtual snapshot holds is a guest of its own: it is migrated, running, beside the one it was taken of. */
class SnapshotMigrationTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(64 * 4096, 4096);
    private static final long INTERVAL_NS = 50_000;

    private final CountingProgram program = new CountingProgram(GEOMETRY, 2, INTERVAL_NS, 42);
    private final AtomicReference<Guest> hosted = new AtomicReference<>();

    static Stream<Arguments> strategies() {
        return Stream.of(Arguments.of(new StopAndCopy(), false), Arguments.of(new Precopy(), false),
                Arguments.of(new Postcopy(0), true), Arguments.of(new Postcopy(16), true),
                Arguments.of(new Hybrid(1), true));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void shouldMigrateFromAVirtualSnapshot(final MigrationStrategy strategy, final boolean handsOverWithoutPages) {
        try (SnapshotWorld world = new SnapshotWorld(program, GEOMETRY)) {
            world.runFor(100 * INTERVAL_NS);
            final VirtualSnapshot virtual = world.takeVirtual(Long.MAX_VALUE);
            world.runFor(20 * INTERVAL_NS);
            try (FullSnapshot copy = world.copy(virtual)) {
                world.end(virtual);
                assertEquals(handsOverWithoutPages, migrate(world, copy, strategy) > 0);
            }
            world.verify();
        }
    }

    /** Returns how many pages were absent when the guest began to run at the destination. */
    private long migrate(final SnapshotWorld world, final FullSnapshot copy, final MigrationStrategy strategy) {
        final VirtualCpu there = world.simulation.newCpu();
        final DirtyTracker tracker = new EpochTracker(GEOMETRY.pages(), 2);
        final Guest clone = Guest.tracked(copy.memory(), program, tracker, world.cpu);
        copy.state().loadInto(clone);
        world.simulation.run(clone, world.cpu);
        clone.resume();
        final InMemoryLink link = InMemoryLink.open(32 << 10, 256 << 10);
        final MigrationDestination destination = new MigrationDestination(
                new DestinationSettings(1, 0, (description, shape, vcpus) -> program, name -> new ZeroElideEncoding(),
                        host -> {
                            hosted.set(host);
                            world.simulation.run(host, there);
                        }),
                link.destination(), MigrationTimings.DEFAULT, there, event -> {});
        final MigrationSource source = new MigrationSource(new MigrationIdentity(1, 1, "zero-elide", ""), clone,
                tracker,
                strategy,
                new Policies(new RoundSnapshotSync(), new AddressOrder(), new ZeroElideEncoding(), view -> 0,
                        new FixedRate(50_000_000), new FixedRounds(1), new LastSyncEstimator(),
                        new BandwidthPredictor(), new AddressPrefetch()),
                link.source(), MigrationTimings.DEFAULT, world.cpu, event -> {});
        world.simulation.run(source, world.cpu);
        world.simulation.run(destination, there);
        source.start();
        world.await(() -> source.state().isFinal() && destination.state().isFinal());
        assertEquals(SourceState.COMPLETED, source.state(), source.report().reason());
        assertEquals(DestinationState.RUNNING, destination.state());
        world.runFor(50 * INTERVAL_NS);
        final Guest arrived = hosted.get();
        arrived.requestPause();
        world.await(arrived::isPaused);
        assertTrue(arrived.vcpus().getFirst().program().operations() > 100, "it did not run on");
        world.verification.of(arrived);
        arrived.memory().close();
        return source.report().push() == null ? 0 : source.report().push().absentPages();
    }
}
