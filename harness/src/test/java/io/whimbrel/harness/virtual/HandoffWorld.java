package io.whimbrel.harness.virtual;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.MemoryImages;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.migration.SourceImages;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.BootImage;
import io.whimbrel.harness.end.PolicySet;
import io.whimbrel.harness.end.Proof;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.modelled.LinkModel;
import io.whimbrel.transports.modelled.ModelledLink;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.function.BooleanSupplier;

/** A migration in virtual time over an unreliable link. What the handoff promises is checked after every event. */
final class HandoffWorld implements AutoCloseable {

    private static final long MILLISECOND = 1_000_000L;
    private static final MigrationTimings TIMINGS = new MigrationTimings(5 * MILLISECOND, 100 * MILLISECOND,
            250 * MILLISECOND, Long.MAX_VALUE);
    private static final long CLOCK_DOMAIN = 77;
    private static final PluginCatalog CATALOG = PluginCatalog.load(HandoffWorld.class.getClassLoader());

    final UnreliableLink link;
    final MigrationSource source;
    final MigrationDestination destination;
    final Guest guest;
    private final Variant variant;
    private final Simulation simulation;
    private final GuestMemory memory;
    private final MemoryImages images = new MemoryImages();
    private final BootImage boot;
    private boolean sourceAlive = true;
    private boolean destinationAlive = true;
    private boolean released;
    private boolean ordered;
    private Guest hosted;
    private int events;

    HandoffWorld(final Variant variant, final long seed, final UnreliableControl.Faults faults) {
        this.variant = variant;
        simulation = new Simulation(CATALOG.create(CpuCosts.class, variant.virtual().costs()));
        final VirtualCpu here = simulation.newCpu();
        final VirtualCpu there = simulation.newCpu();
        link = new UnreliableLink(
                new ModelledLink(CATALOG.create(LinkModel.class, variant.virtual().link()), simulation, here, there),
                simulation.clock(), seed, faults);
        final GuestProgram program = program();
        memory = program.newMemory(variant.guest().geometry());
        program.fill(memory);
        final DirtyTracker tracker = CATALOG.create(TrackerFactory.class, variant.guest().tracker())
                .create(variant.guest().geometry().pages(), variant.guest().vcpus());
        guest = Guest.tracked(memory, program, tracker, here);
        boot = new BootImage(this::program, variant.guest().geometry());
        source = new MigrationSource(
                new MigrationIdentity(1, CLOCK_DOMAIN, variant.migration().encoding(),
                        variant.guest().spec().toString()),
                guest, new SourceImages(images, boot), tracker,
                CATALOG.create(MigrationStrategy.class, variant.migration().strategy()),
                PolicySet.of(variant.migration(), Long.MAX_VALUE, CATALOG), link.source(), TIMINGS, here, event -> {});
        destination = new MigrationDestination(
                new DestinationSettings(CLOCK_DOMAIN, 0, new WorkloadFactory(CATALOG),
                        reference -> CATALOG.create(PageEncoding.class, reference), host -> {
                            hosted = host;
                            simulation.run(host, there);
                        }, images),
                link.destination(), TIMINGS, there, event -> {});
        guest.start();
        simulation.run(guest, here);
        simulation.run(source, here);
        simulation.run(destination, there);
        source.start();
    }

    private GuestProgram program() {
        return new WorkloadFactory(CATALOG).create(variant.guest().spec(), variant.guest().geometry(),
                variant.guest().vcpus());
    }

    /** One event. */
    void step() {
        simulation.step();
        link.deliver();
        events++;
        released |= !source.state().ownsGuest();
        check(!(runsAtSource() && runsAtDestination()), "two sides run the guest");
        check(!(released && runsAtSource()), "the source runs a guest that it has given up");
        check(released || ordered || !runsAtDestination(), "the destination runs a guest that is not its own");
    }

    void check(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise + ": after " + events + " events the source is " + source.state()
                    + ", the destination " + destination.state());
        }
    }

    void runFor(final long ns) {
        runUntil(() -> false, ns);
    }

    /** False when the time was not enough. */
    boolean runUntil(final BooleanSupplier condition, final long atMostNs) {
        final long deadlineNs = simulation.clock().nanoTime() + atMostNs;
        while (!condition.getAsBoolean()) {
            if (simulation.clock().nanoTime() >= deadlineNs) {
                return false;
            }
            step();
        }
        return true;
    }

    /** Whether nothing more will happen by itself. */
    boolean isOver() {
        return (!sourceAlive || source.state().isFinal()) && (!destinationAlive || destination.state().isFinal()
                || destination.state() == DestinationState.LISTENING);
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

    /** An operator has the guest run at the destination, having seen that it does not run at the source. */
    void recoverAtDestination() {
        ordered = true;
        destination.recoverByRunning();
        runUntil(this::runsAtDestination, 100 * MILLISECOND);
    }

    /** Whether the link was given up on one side at least, and both are there to take it up again. */
    boolean isSevered() {
        return sourceAlive && destinationAlive && (source.state() == SourceState.SEVERED
                || destination.state() == DestinationState.SEVERED);
    }

    /** An operator has both sides take the migration up over the same link, now well again. */
    void takeUpAgain() {
        source.recover(link.source());
        destination.recover(link.destination());
    }

    /** Pages that the guest is without at the destination. */
    long absentPages() {
        return hosted == null ? 0 : hosted.faults().presence().absentPages();
    }

    /** Operations that the guest has done, at the destination too. */
    long operationsThere() {
        return hosted.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum();
    }

    boolean runsAtSource() {
        return sourceAlive && !guest.isPaused();
    }

    boolean runsAtDestination() {
        return destinationAlive && hosted != null && !hosted.isPaused();
    }

    /** Whether the source has given the guest up, now or before it died. */
    boolean isReleased() {
        return released;
    }

    int events() {
        return events;
    }

    /** Lets the one guest that runs go on for a while, and compares it with one that was never migrated. */
    void verifySurvivor() {
        check(runsAtSource() ^ runsAtDestination(), "not exactly one side runs the guest");
        runFor(5 * MILLISECOND);
        final Guest survivor = runsAtSource() ? guest : hosted;
        survivor.requestPause();
        check(runUntil(survivor::isPaused, 1_000 * MILLISECOND), "the guest does not pause");
        final ReplayVerdict verdict = Proof.of(survivor, program());
        check(verdict.verified() && verdict.operations() > 0, verdict.toString());
    }

    @Override
    public void close() {
        memory.close();
        images.close();
        boot.close();
        if (destination.guest() != null) {
            destination.guest().memory().close();
        }
    }
}
