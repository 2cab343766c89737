package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuIdleStrategy;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.builtin.AddressOrder;
import io.whimbrel.engine.policy.builtin.BandwidthPredictor;
import io.whimbrel.engine.policy.builtin.ContinuePrefetch;
import io.whimbrel.engine.policy.builtin.ClearAtSendSync;
import io.whimbrel.engine.policy.builtin.FixedRate;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import io.whimbrel.engine.policy.builtin.LastSyncEstimator;
import io.whimbrel.engine.policy.builtin.PeekSkipSync;
import io.whimbrel.engine.policy.builtin.RoundSnapshotSync;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.HandshakeTracker;
import io.whimbrel.engine.tracking.RmwTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrations in real time, each vCPU, source and destination in a thread of its own: a hunt for lost writes. */
@Timeout(120)
class ThreadedMigrationTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(512 * 4096, 4096);
    private static final int VCPUS = 2;
    private static final int MIGRATIONS = 4;
    /** Which of the threads gets a core, and when, is not what is tested: none takes another for dead. */
    private static final MigrationTimings PATIENT = new MigrationTimings(
            MigrationTimings.DEFAULT.heartbeatIntervalNs(), 20_000_000_000L, 20_000_000_000L, Long.MAX_VALUE);

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @AfterEach
    void closeAll() throws Exception {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
    }

    static Stream<Object[]> everyTrackerWithEverySemantics() {
        final Map<String, TrackerFactory> trackers = Map.of("epoch", EpochTracker::new, "handshake",
                HandshakeTracker::new, "rmw", (pages, vcpus) -> new RmwTracker(pages));
        final Map<String, Supplier<DirtySync>> semantics = Map.of("round-snapshot", RoundSnapshotSync::new,
                "clear-at-send", () -> new ClearAtSendSync(16), "peek-skip", PeekSkipSync::new);
        return trackers.entrySet().stream().flatMap(tracker -> semantics.entrySet().stream().map(sync -> new Object[]{
            tracker.getKey() + " with " + sync.getKey(), tracker.getValue(), sync.getValue()}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyTrackerWithEverySemantics")
    void shouldLoseNoWriteOfARunningGuest(final String name, final TrackerFactory trackers,
            final Supplier<DirtySync> sync) throws Exception {
        for (int i = 0; i < MIGRATIONS; i++) {
            migrate(trackers, sync.get(), new Precopy(), i);
            closeAll();
        }
    }

    static Stream<Supplier<MigrationStrategy>> strategiesThatFetch() {
        return Stream.of(() -> new Postcopy(0), () -> new Postcopy(40), () -> new Hybrid(2));
    }

    @ParameterizedTest
    @MethodSource("strategiesThatFetch")
    void shouldFetchEveryPageThatARunningGuestTouches(final Supplier<MigrationStrategy> strategy) throws Exception {
        for (int i = 0; i < 2 * MIGRATIONS; i++) {
            migrate(EpochTracker::new, new RoundSnapshotSync(), strategy.get(), i);
            closeAll();
        }
    }

    private void migrate(final TrackerFactory trackers, final DirtySync sync, final MigrationStrategy strategy,
            final long seed) {
        // An interval of 0 keeps every operation due: the guest writes as fast as it can.
        final CountingProgram program = new CountingProgram(GEOMETRY, VCPUS, 0, seed);
        final GuestMemory memory = new GuestMemory(GEOMETRY);
        toClose.push(memory);
        program.fill(memory);
        final DirtyTracker tracker = trackers.create(GEOMETRY.pages(), VCPUS);
        final Guest guest = Guest.tracked(memory, program, tracker, SystemNanoClock.INSTANCE);
        final InMemoryLink link = InMemoryLink.open(32 << 10, 256 << 10);
        final AtomicReference<Guest> hosted = new AtomicReference<>();
        final MigrationDestination destination = new MigrationDestination(new DestinationSettings(1, 0,
                (description, geometry, vcpus) -> program, encoding -> new ZeroElideEncoding(), host -> {
                    toClose.push(host.memory());
                    runVcpus(host);
                    hosted.set(host);
                }), link.destination(), PATIENT, SystemNanoClock.INSTANCE, event -> {});
        final MigrationSource source = new MigrationSource(new MigrationIdentity(seed + 1, 1, "zero-elide", ""), guest,
                tracker, strategy,
                new Policies(sync, new AddressOrder(), new ZeroElideEncoding(), view -> 0,
                        new FixedRate(100_000_000), new FixedRounds(4), new LastSyncEstimator(),
                        new BandwidthPredictor(), new ContinuePrefetch()),
                link.source(), PATIENT, SystemNanoClock.INSTANCE, event -> {});
        runVcpus(guest);
        run(destination, new DestinationIdleStrategy(destination));
        run(source, new SourceIdleStrategy(source));
        guest.start();
        source.start();
        await(() -> source.state().isFinal() && destination.state().isFinal());
        assertEquals(SourceState.COMPLETED, source.state(), source.report().reason());
        assertEquals(DestinationState.RUNNING, destination.state());
        final long atHandoff = operations(guest);
        await(() -> hosted.get().vcpus().stream().allMatch(vcpu -> vcpu.log().longestGapNs(
                Phase.AFTER) > 0));
        hosted.get().requestPause();
        await(hosted.get()::isPaused);
        assertTrue(operations(hosted.get()) > atHandoff, "it did not run on");
        assertSameAsNeverMigrated(program, hosted.get());
    }

    private static long operations(final Guest guest) {
        return guest.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum();
    }

    private static void assertSameAsNeverMigrated(final CountingProgram program, final Guest guest) {
        try (GuestMemory fresh = new GuestMemory(GEOMETRY)) {
            program.fill(fresh);
            for (int i = 0; i < VCPUS; i++) {
                final VcpuProgram replay = program.vcpu(i);
                final VcpuProgram seen = guest.vcpus().get(i).program();
                while (replay.operations() < seen.operations()) {
                    replay.execute(fresh);
                }
                assertEquals(replay.readDigest(), seen.readDigest(), "what vCPU " + i + " has read");
            }
            for (long at = 0; at < GEOMETRY.memoryBytes(); at += Long.BYTES) {
                if (fresh.getLong(at) != guest.memory().getLong(at)) {
                    throw new AssertionError("page " + GEOMETRY.pageOf(at) + " differs");
                }
            }
        }
    }

    private void runVcpus(final Guest guest) {
        for (final Vcpu vcpu : guest.vcpus()) {
            run(vcpu, new VcpuIdleStrategy(vcpu));
        }
    }

    private void run(final Agent agent, final IdleStrategy idle) {
        final AgentRunner runner = new AgentRunner(idle, e -> failure.compareAndSet(null, e), null, agent);
        toClose.push(runner);
        AgentRunner.startOnThread(runner);
    }

    private void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (failure.get() != null) {
                throw new AssertionError("a thread failed", failure.get());
            }
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted by the time limit");
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
