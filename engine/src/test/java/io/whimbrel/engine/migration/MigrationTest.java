package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.MemoryUnavailableException;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.builtin.ClearAtSendSync;
import io.whimbrel.engine.policy.builtin.PeekSkipSync;
import io.whimbrel.engine.policy.builtin.RawEncoding;
import io.whimbrel.engine.policy.builtin.RoundSnapshotSync;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int FRAME = 16 << 10;

    private final InMemoryLink link = InMemoryLink.open(FRAME, 4 * FRAME);
    private final World.Setup setup = new World.Setup();

    private World world() {
        return new World(setup, link.source(), link.destination());
    }

    @Test
    void shouldGiveTheSameEventsTwiceInVirtualTime() {
        assertEquals(eventsOfOneMigration(), eventsOfOneMigration());
    }

    private static List<MigrationEvent> eventsOfOneMigration() {
        final InMemoryLink link = InMemoryLink.open(FRAME, 4 * FRAME);
        try (World world = new World(new World.Setup(), link.source(), link.destination())) {
            world.runFor(SECOND / 100);
            world.source.start();
            world.runUntil(world::isCompleted, 10 * SECOND);
            world.runFor(SECOND / 100);
            assertTrue(world.events.size() > 10, "too little happened to compare");
            return world.events;
        }
    }

    static Stream<Supplier<DirtySync>> semantics() {
        return Stream.of(RoundSnapshotSync::new, () -> new ClearAtSendSync(4), PeekSkipSync::new);
    }

    @ParameterizedTest
    @MethodSource("semantics")
    void shouldEndBitIdenticalToAGuestThatWasNeverMigrated(final Supplier<DirtySync> sync) {
        setup.sync = sync.get();
        setup.vcpus = 3;
        setup.geometry = new PageGeometry(96 * 4096, 4096);
        try (World world = world()) {
            migrate(world);
            assertTrue(world.operations(world.hosted()) > world.operations(world.guest), "it did not run on");
            world.verify(world.hosted());
        }
    }

    private static void migrate(final World world) {
        world.runFor(SECOND / 100);
        world.source.start();
        world.runUntil(world::isCompleted, 10 * SECOND);
        world.runFor(SECOND / 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 65_536, 2 << 20})
    void shouldMovePagesOfEverySizeInFramesOfAnySize(final int pageBytes) {
        setup.geometry = new PageGeometry(3L * pageBytes, pageBytes);
        setup.encoding = new RawEncoding();
        setup.bytesPerSecond = Long.MAX_VALUE;
        final InMemoryLink narrow = InMemoryLink.open(1376, 64 * 1376);
        try (World world = new World(setup, narrow.source(), narrow.destination())) {
            migrate(world);
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldSendEveryPageOnceWhenStoppedAndCopied() {
        setup.strategy = new StopAndCopy();
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            final SourceReport report = world.source.report();
            assertEquals(setup.geometry.pages(), report.pagesSent());
            assertEquals(1, report.rounds().size());
            assertTrue(report.rounds().getFirst().paused());
            assertTrue(report.zeroPages() > 0 && report.zeroPages() < report.pagesSent());
        }
    }

    @Test
    void shouldSendWhatWasWrittenDuringARoundInTheNext() {
        try (World world = world()) {
            migrate(world);
            final List<RoundRecord> rounds = world.source.report().rounds();
            assertEquals(4, rounds.size(), "three live rounds and the paused one");
            assertEquals(setup.geometry.pages(), rounds.getFirst().pagesSent());
            for (int i = 1; i < rounds.size(); i++) {
                assertTrue(rounds.get(i).dirtyPages() > 0 && rounds.get(i).dirtyPages() < setup.geometry.pages(),
                        "round " + rounds.get(i));
            }
        }
    }

    @Test
    void shouldHoldTheRateCapDuringThePauseToo() {
        setup.strategy = new StopAndCopy();
        setup.encoding = new RawEncoding();
        setup.geometry = new PageGeometry(1024 * 4096, 4096);
        setup.bytesPerSecond = 40_000_000;
        try (World world = world()) {
            migrate(world);
            final SourceReport report = world.source.report();
            final double seconds = (report.residualSentAtNs() - report.pausedAtNs()) / 1e9;
            final double burstBytes = 0.004 * 40_000_000;
            assertTrue(report.bytesSent() <= 40_000_000 * seconds + burstBytes,
                    report.bytesSent() + " B in " + seconds + " s");
        }
    }

    @Test
    void shouldTellDowntimeFromPauseToResumption() {
        try (World world = world()) {
            migrate(world);
            final SourceReport report = world.source.report();
            assertTrue(report.pauseRequestedAtNs() <= report.pausedAtNs());
            assertTrue(report.pausedAtNs() <= report.lastSyncedAtNs());
            assertTrue(report.lastSyncedAtNs() <= report.residualSentAtNs());
            assertTrue(report.residualSentAtNs() <= report.confirmedAtNs());
            assertTrue(report.confirmedAtNs() <= report.resumedAtNs());
            assertTrue(report.resumedAtNs() <= report.completedAtNs());
            assertEquals(world.destination.report().resumedAtNs(), report.resumedAtNs(), "both read one clock");
            assertEquals(report.resumedAtNs() - report.pauseRequestedAtNs(), report.downtimeNs());
        }
    }

    @Test
    void shouldCompareClocksThatDiffer() {
        setup.destinationClockDomain = World.CLOCK_DOMAIN + 1;
        try (World world = world()) {
            migrate(world);
            world.verify(world.hosted());
            final SourceReport report = world.source.report();
            final long error = Math.abs(report.resumedAtNs() - world.destination.report().resumedAtNs());
            assertTrue(error <= report.clockUncertaintyNs(), error + " > " + report.clockUncertaintyNs());
        }
    }

    @Test
    void shouldKeepTheGuestWhenCancelledInEveryLiveState() {
        for (final SourceState state : List.of(SourceState.CONNECTING, SourceState.LIVE, SourceState.PAUSING,
                SourceState.RESIDUAL, SourceState.PREPARING)) {
            final InMemoryLink fresh = InMemoryLink.open(FRAME, 4 * FRAME);
            final World.Setup again = new World.Setup();
            try (World world = new World(again, fresh.source(), fresh.destination())) {
                world.source.start();
                world.runUntil(() -> world.source.state() == state, 10 * SECOND);
                world.source.cancel();
                world.runUntil(world.source::isDone, 10 * SECOND);
                assertEquals(SourceState.FAILED, world.source.state());
                assertEquals("cancelled", world.source.report().reason());
                assertTrue(world.runsAtSource());
                world.runUntil(() -> world.destination.state() == DestinationState.ABORTED
                        || world.destination.state() == DestinationState.LISTENING, 10 * SECOND);
                assertFalse(world.runsAtDestination());
                world.runFor(SECOND / 100);
                world.verify(world.guest);
            }
        }
    }

    @Test
    void shouldEndAtOnceWhenCancelledBeforeItHasBegun() {
        try (World world = world()) {
            world.runFor(SECOND);
            world.source.cancel();
            world.source.start();
            world.runUntil(world.source::isDone, SECOND / 100);
            assertEquals(SourceState.FAILED, world.source.state());
            assertEquals("cancelled", world.source.report().reason());
            assertEquals(DestinationState.LISTENING, world.destination.state());
            assertTrue(world.runsAtSource());
            final long before = operations(world, Phase.BEFORE);
            world.runFor(SECOND);
            assertEquals(before, operations(world, Phase.BEFORE));
            assertTrue(operations(world, Phase.AFTER) > 0, "what it does now comes after the migration");
            world.verify(world.guest);
        }
    }

    private static long operations(final World world, final Phase phase) {
        return world.guest.vcpus().stream().mapToLong(vcpu -> vcpu.log().latencies(phase).getTotalCount()).sum();
    }

    @Test
    void shouldChangeNothingWhenCancelledPastThePointOfNoReturn() {
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.RELEASED, 10 * SECOND);
            world.source.cancel();
            world.runUntil(world::isCompleted, 10 * SECOND);
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldKeepTheGuestWhenTheLinkFallsSilentWhileLive() {
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.LIVE, 10 * SECOND);
            link.sever();
            final long severedAtNs = world.simulation.clock().nanoTime();
            world.runUntil(() -> world.source.state() == SourceState.FAILED
                    && world.destination.state() == DestinationState.ABORTED, 10 * SECOND);
            assertTrue(world.simulation.clock().nanoTime() - severedAtNs <= SECOND,
                    "a dead peer is noticed within a second");
            world.runFor(SECOND / 100);
            world.verify(world.guest);
        }
    }

    @Test
    void shouldReadWhatHasComeBeforeItTakesThePeerForDeadWhenItWasHeldUp() {
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.LIVE, 10 * SECOND);
            world.holdSourceUpFor(3 * setup.timings.peerTimeoutNs());
            assertEquals(DestinationState.ABORTED, world.destination.state());
            world.runUntil(() -> world.source.state() == SourceState.FAILED, SECOND);
            assertEquals("the destination ended the migration: the source has fallen silent",
                    world.source.report().reason());
            world.verify(world.guest);
        }
    }

    @Test
    void shouldFindADeadPeerAlthoughItIsHeldUpAgainAndAgain() {
        // More than the link holds: nothing is left to do but to wait.
        setup.encoding = new RawEncoding();
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.LIVE, 10 * SECOND);
            world.killDestination();
            final long heartbeats = setup.timings.peerTimeoutNs() / setup.timings.heartbeatIntervalNs();
            long cycles = 0;
            while (world.source.state() == SourceState.LIVE && cycles < 10 * heartbeats) {
                world.standStillFor(SECOND);
                world.step();
                cycles++;
            }
            assertEquals(SourceState.FAILED, world.source.state());
            assertEquals("the destination has fallen silent", world.source.report().reason());
            // One more where something was left to be heard.
            assertTrue(cycles == heartbeats || cycles == heartbeats + 1, cycles + " cycles");
            world.verify(world.guest);
        }
    }

    @Test
    void shouldKeepTheGuestWhenNobodyAnswers() {
        try (World world = world()) {
            world.killDestination();
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.FAILED, 30 * SECOND);
            assertTrue(world.runsAtSource());
            world.verify(world.guest);
        }
    }

    @Test
    void shouldBeRefusedByADestinationThatWantsAnotherPageSize() {
        setup.acceptedPageBytes = 65_536;
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.FAILED, 10 * SECOND);
            assertTrue(world.source.report().reason().contains("accepts only 65536 B"),
                    world.source.report().reason());
            assertTrue(world.runsAtSource());
            world.verify(world.guest);
        }
    }

    @Test
    void shouldBeRefusedByADestinationThatHasNoMemoryForIt() {
        setup.program = Large::new;
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.FAILED, 10 * SECOND);
            assertEquals("the destination refused: the guest is too large", world.source.report().reason());
            world.runUntil(world.source::isDone, 10 * SECOND);
            assertEquals(DestinationState.ABORTED, world.destination.state());
            assertEquals("refused: the guest is too large", world.destination.reason());
            assertNull(world.hosted());
            assertTrue(world.runsAtSource());
            world.runFor(SECOND / 100);
            world.verify(world.guest);
        }
    }

    /** A guest for which no further memory can be had. */
    private record Large(GuestProgram counting) implements GuestProgram {

        @Override
        public int vcpus() {
            return counting.vcpus();
        }

        @Override
        public GuestMemory newMemory(final PageGeometry geometry) {
            throw new MemoryUnavailableException("the guest is too large");
        }

        @Override
        public void fill(final GuestMemory memory) {
            counting.fill(memory);
        }

        @Override
        public VcpuProgram vcpu(final int vcpu) {
            return counting.vcpu(vcpu);
        }
    }

    @Test
    void shouldFailWithTheGuestAtTheSourceWhenAPolicyThrows() {
        setup.convergence = view -> {
            throw new IllegalStateException("broken on purpose");
        };
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.FAILED, 10 * SECOND);
            assertTrue(world.source.report().reason().contains("broken on purpose"));
            world.runFor(SECOND / 100);
            world.verify(world.guest);
        }
    }

    @Test
    void shouldFailWhenThePolicyGivesUp() {
        setup.convergence = view -> Convergence.Decision.ABORT;
        try (World world = world()) {
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.FAILED, 10 * SECOND);
            assertTrue(world.source.report().reason().contains("does not converge"));
            assertTrue(world.runsAtSource());
        }
    }
}
