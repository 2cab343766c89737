package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.image.ImageStore;
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
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.builtin.AddressOrder;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.BandwidthPredictor;
import io.whimbrel.engine.policy.builtin.FixedRate;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import io.whimbrel.engine.policy.builtin.LastSyncEstimator;
import io.whimbrel.engine.policy.builtin.RoundSnapshotSync;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.MeteredImages;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A whole migration on one thread in virtual time: guest, source, link, destination. The two invariants of the handoff
 * are checked after every event.
 */
final class World implements AutoCloseable {

    static final long CLOCK_DOMAIN = 77;
    static final long MIGRATION_ID = 4711;
    private static final double CYCLE_NS = 500;
    private static final long SLACK_NS = 10_000_000;

    final Simulation simulation;
    final List<MigrationEvent> events = new ArrayList<>();
    final PageGeometry geometry;
    final GuestProgram program;
    final GuestMemory memory;
    final Guest guest;
    final MigrationSource source;
    final MigrationDestination destination;
    private final VirtualCpu here;
    private final VirtualCpu there;
    private boolean sourceAlive = true;
    private boolean destinationAlive = true;
    private Guest hosted;
    private GuestMemory bootImage;

    World(final Setup setup, final SourceLink sourceLink, final DestinationLink destinationLink) {
        geometry = setup.geometry;
        simulation = new Simulation(new CpuCosts(0, CYCLE_NS, setup.idleStepNs, 0, 0, 0, 0, 0, 0, 0));
        here = simulation.newCpu();
        there = simulation.newCpu();
        program = setup.program.apply(new CountingProgram(geometry, setup.vcpus, setup.intervalNs, 42));
        memory = new GuestMemory(geometry);
        program.fill(memory);
        final DirtyTracker tracker = new EpochTracker(geometry.pages(), setup.vcpus);
        guest = Guest.tracked(memory, program, tracker, here);
        final Policies policies = new Policies(setup.sync, new AddressOrder(), setup.encoding, view -> 0,
                new FixedRate(setup.bytesPerSecond), setup.convergence, new LastSyncEstimator(),
                new BandwidthPredictor(), setup.prefetcher);
        source = new MigrationSource(new MigrationIdentity(MIGRATION_ID, CLOCK_DOMAIN, "zero-elide", "counting"),
                guest, new SourceImages(metered(setup.sourceImages, here, setup), this::bootImage), tracker,
                setup.strategy, policies, sourceLink, setup.timings, here, events::add);
        destination = new MigrationDestination(new DestinationSettings(setup.destinationClockDomain,
                setup.acceptedPageBytes, (description, shape, vcpus) -> program, name -> new ZeroElideEncoding(),
                host -> {
                    hosted = host;
                    simulation.run(host, there);
                }, metered(setup.destinationImages, there, setup)), destinationLink, setup.timings, there, events::add);
        guest.start();
        simulation.run(guest, here);
        simulation.run(source, here);
        simulation.run(destination, there);
    }

    private static ImageStore metered(final ImageStore store, final VirtualCpu cpu, final Setup setup) {
        return new MeteredImages(store, cpu, setup.diskNsPerKib);
    }

    private GuestMemory bootImage() {
        bootImage = new GuestMemory(geometry);
        program.fill(bootImage);
        return bootImage;
    }

    /** One event. */
    void step() {
        simulation.step();
        if (runsAtSource() && runsAtDestination()) {
            throw new AssertionError("two sides run the guest: " + source.state() + ", " + destination.state());
        }
    }

    void runUntil(final BooleanSupplier condition, final long atMostNs) {
        final long deadline = nowNs() + atMostNs;
        while (!condition.getAsBoolean()) {
            if (nowNs() > deadline) {
                throw new AssertionError("not reached: source " + source.state() + ", destination "
                        + destination.state() + ", " + events);
            }
            step();
        }
    }

    private long nowNs() {
        return simulation.clock().nanoTime();
    }

    void killSource() {
        sourceAlive = false;
        simulation.kill(source);
        simulation.kill(guest);
    }

    void killDestination() {
        destinationAlive = false;
        simulation.kill(destination);
        if (hosted != null) {
            simulation.kill(hosted);
        }
    }

    /** Neither side's agent does anything, and both go on: as on a machine that hosts both and has better to do. */
    void standStillFor(final long ns) {
        simulation.kill(source);
        simulation.kill(destination);
        simulation.runFor(ns);
        if (sourceAlive) {
            simulation.run(source, here);
        }
        if (destinationAlive) {
            simulation.run(destination, there);
        }
    }

    /** The source does nothing, and goes on; the destination hears nothing of it meanwhile. */
    void holdSourceUpFor(final long ns) {
        simulation.kill(source);
        runFor(ns);
        simulation.run(source, here);
    }

    void runFor(final long ns) {
        final long until = nowNs() + ns;
        runUntil(() -> nowNs() >= until, 2 * ns + SLACK_NS);
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
        return operationsOfEach(of).stream().mapToLong(Long::longValue).sum();
    }

    /** By vCPU. */
    List<Long> operationsOfEach(final Guest of) {
        return of.vcpus().stream().map(vcpu -> vcpu.program().operations()).toList();
    }

    @Override
    public void close() {
        memory.close();
        if (bootImage != null) {
            bootImage.close();
        }
        if (destination.guest() != null) {
            destination.guest().memory().close();
        }
    }

    /** What a world is made of; the defaults make a small one that converges. */
    static final class Setup {
        PageGeometry geometry = new PageGeometry(64 * 4096, 4096);
        UnaryOperator<GuestProgram> program = UnaryOperator.identity();
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
        Prefetcher prefetcher = new AddressPrefetch();
        ImageStore sourceImages = ImageStore.none();
        ImageStore destinationImages = ImageStore.none();
        double diskNsPerKib;
    }
}
