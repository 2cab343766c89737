package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.builtin.AddressOrder;
import io.whimbrel.engine.policy.builtin.BandwidthPredictor;
import io.whimbrel.engine.policy.builtin.FixedRate;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import io.whimbrel.engine.policy.builtin.LastSyncEstimator;
import io.whimbrel.engine.policy.builtin.RoundSnapshotSync;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A whole migration on one thread in virtual time: guest, source, link, destination. Everything is cycled until
 * nothing has work, then the clock moves on. The two invariants of the handoff are checked after every step.
 */
final class World implements AutoCloseable {

    static final long CLOCK_DOMAIN = 77;
    static final long MIGRATION_ID = 4711;

    final ManualClock clock = new ManualClock();
    final List<MigrationEvent> events = new ArrayList<>();
    final PageGeometry geometry;
    final GuestProgram program;
    final GuestMemory memory;
    final Guest guest;
    final MigrationSource source;
    final MigrationDestination destination;
    boolean sourceAlive = true;
    boolean destinationAlive = true;
    private final long idleStepNs;
    private Guest hosted;

    World(final Setup setup, final SourceLink sourceLink, final DestinationLink destinationLink) {
        geometry = setup.geometry;
        idleStepNs = setup.idleStepNs;
        program = new CountingProgram(geometry, setup.vcpus, setup.intervalNs, 42);
        memory = new GuestMemory(geometry);
        program.fill(memory);
        final DirtyTracker tracker = new EpochTracker(geometry.pages(), setup.vcpus);
        guest = Guest.tracked(memory, program, tracker, clock);
        final Policies policies = new Policies(setup.sync, new AddressOrder(), setup.encoding, view -> 0,
                new FixedRate(setup.bytesPerSecond), setup.convergence, new LastSyncEstimator(),
                new BandwidthPredictor());
        source = new MigrationSource(new MigrationIdentity(MIGRATION_ID, CLOCK_DOMAIN, "zero-elide", "counting"),
                guest, tracker, setup.strategy, policies, sourceLink, setup.timings, clock, events::add);
        destination = new MigrationDestination(new DestinationSettings(setup.destinationClockDomain,
                setup.acceptedPageBytes, (description, shape, vcpus) -> program, name -> new ZeroElideEncoding(),
                host -> hosted = host), destinationLink, setup.timings, clock, events::add);
        guest.start();
    }

    /** Cycles everybody once; the clock moves on when nobody had work. */
    void cycle() {
        int work = 0;
        if (sourceAlive) {
            for (final Vcpu vcpu : guest.vcpus()) {
                work += vcpu.doWork();
            }
            work += source.doWork();
        }
        if (destinationAlive) {
            work += destination.doWork();
            if (hosted != null) {
                for (final Vcpu vcpu : hosted.vcpus()) {
                    work += vcpu.doWork();
                }
            }
        }
        clock.advance(work == 0 ? idleStepNs : 500);
        if (runsAtSource() && runsAtDestination()) {
            throw new AssertionError("two sides run the guest: " + source.state() + ", " + destination.state());
        }
    }

    void runUntil(final BooleanSupplier condition, final long atMostNs) {
        final long deadline = clock.nanoTime() + atMostNs;
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() > deadline) {
                throw new AssertionError("not reached: source " + source.state() + ", destination "
                        + destination.state() + ", " + events);
            }
            cycle();
        }
    }

    void runFor(final long ns) {
        final long until = clock.nanoTime() + ns;
        runUntil(() -> clock.nanoTime() >= until, 2 * ns + idleStepNs);
    }

    /** Whether the source's vCPUs may execute operations. */
    boolean runsAtSource() {
        return sourceAlive && !guest.isPaused();
    }

    boolean runsAtDestination() {
        return destinationAlive && hosted != null && !hosted.isPaused();
    }

    Guest hosted() {
        return hosted;
    }

    boolean isCompleted() {
        return source.state() == SourceState.COMPLETED && destination.state() == DestinationState.RUNNING;
    }

    /** Pauses a guest and compares it with one that did as many operations and was never migrated. */
    void verify(final Guest survivor) {
        survivor.requestPause();
        runUntil(survivor::isPaused, 1_000_000_000L);
        try (GuestMemory fresh = new GuestMemory(geometry)) {
            program.fill(fresh);
            for (int i = 0; i < survivor.vcpus().size(); i++) {
                final VcpuProgram replay = program.vcpu(i);
                final VcpuProgram seen = survivor.vcpus().get(i).program();
                while (replay.operations() < seen.operations()) {
                    replay.execute(fresh);
                }
                if (replay.readDigest() != seen.readDigest()) {
                    throw new AssertionError("vCPU " + i + " has read something else");
                }
            }
            for (long offset = 0; offset < geometry.memoryBytes(); offset += Long.BYTES) {
                if (fresh.getLong(offset) != survivor.memory().getLong(offset)) {
                    throw new AssertionError("page " + geometry.pageOf(offset) + " differs at " + offset);
                }
            }
        }
    }

    long operations(final Guest of) {
        return of.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum();
    }

    @Override
    public void close() {
        memory.close();
        if (destination.guest() != null) {
            destination.guest().memory().close();
        }
    }

    /** What a world is made of; the defaults make a small one that converges. */
    static final class Setup {
        PageGeometry geometry = new PageGeometry(64 * 4096, 4096);
        int vcpus = 1;
        long intervalNs = 50_000;
        long bytesPerSecond = 50_000_000;
        long destinationClockDomain = CLOCK_DOMAIN;
        int acceptedPageBytes;
        long idleStepNs = 20_000;
        MigrationTimings timings = MigrationTimings.DEFAULT;
        MigrationStrategy strategy = new Precopy();
        DirtySync sync = new RoundSnapshotSync();
        PageEncoding encoding = new ZeroElideEncoding();
        Convergence convergence = new FixedRounds(3);
    }
}
