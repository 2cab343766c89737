package io.whimbrel.harness.virtual;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.MemoryImages;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.migration.Policies;
import io.whimbrel.engine.migration.SourceImages;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.MeteredEncoding;
import io.whimbrel.engine.simulation.MeteredImages;
import io.whimbrel.engine.simulation.MeteredProgram;
import io.whimbrel.engine.simulation.MeteredTracker;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.BootImage;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.FaultFindings;
import io.whimbrel.harness.end.GuestFindings;
import io.whimbrel.harness.end.LinkFindings;
import io.whimbrel.harness.end.PolicySet;
import io.whimbrel.harness.end.Proof;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.run.Whereabouts;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.modelled.LinkModel;
import io.whimbrel.transports.modelled.ModelledLink;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.List;

/** One migration in virtual time: two simulated machines, the link between them, and the guest that moves. */
final class VirtualWorld implements AutoCloseable {

    /** Both ends read one clock. */
    private static final long CLOCK_DOMAIN = 1;
    private static final long MIGRATION_ID = 1;
    /** A day: longer than any link takes for what is left when the guest is paused. */
    private static final long SETTLING_NS = 86_400_000_000_000L;
    private static final double KIB = 1024;
    /** As much memory as a destination provides in one duty cycle, so that it can answer in between. */
    private static final double POPULATED_KIB = 8 << 10;

    private final Variant variant;
    private final PluginCatalog catalog;
    private final CpuCosts costs;
    private final Simulation simulation;
    private final VirtualCpu sourceCpu;
    private final VirtualCpu destinationCpu;
    private final DecisionTrace trace = new DecisionTrace();
    private final ModelledLink link;
    private final GuestMemory memory;
    private final ImageStore images = new MemoryImages();
    private final BootImage boot;
    private final Guest guest;
    private final MigrationSource source;
    private final MigrationDestination destination;

    VirtualWorld(final Variant variant, final PluginCatalog catalog) {
        this.variant = variant;
        this.catalog = catalog;
        costs = catalog.create(CpuCosts.class, variant.virtual().costs());
        simulation = new Simulation(costs);
        sourceCpu = simulation.newCpu();
        destinationCpu = simulation.newCpu();
        link = new ModelledLink(catalog.create(LinkModel.class, variant.virtual().link()), simulation, sourceCpu,
                destinationCpu);
        final GuestProgram program = program();
        final DirtyTracker tracker = catalog.create(TrackerFactory.class, variant.guest().tracker())
                .create(variant.guest().geometry().pages(), variant.guest().vcpus());
        memory = program.newMemory(variant.guest().geometry());
        program.fill(memory);
        guest = Guest.tracked(memory, metered(program, sourceCpu), tracker, sourceCpu);
        boot = new BootImage(this::program, variant.guest().geometry());
        source = new MigrationSource(
                new MigrationIdentity(MIGRATION_ID, CLOCK_DOMAIN, variant.migration().encoding(),
                        variant.guest().spec().toString()),
                guest, new SourceImages(new MeteredImages(images, sourceCpu, costs.diskNsPerKib()), boot),
                new MeteredTracker(tracker, sourceCpu, costs.scanNsPerPage()),
                catalog.create(MigrationStrategy.class, variant.migration().strategy()), policies(), link.source(),
                PolicySet.timings(variant.migration()), sourceCpu, trace);
        destination = new MigrationDestination(
                new DestinationSettings(CLOCK_DOMAIN, 0, this::arriving,
                        reference -> catalog.create(PageEncoding.class, reference),
                        host -> simulation.run(host, destinationCpu),
                        new MeteredImages(images, destinationCpu, costs.diskNsPerKib())),
                link.destination(), PolicySet.timings(variant.migration()), destinationCpu, trace);
    }

    private GuestProgram program() {
        return new WorkloadFactory(catalog).create(variant.guest().spec(), variant.guest().geometry(),
                variant.guest().vcpus());
    }

    private GuestProgram metered(final GuestProgram program, final VirtualCpu cpu) {
        return new MeteredProgram(program, cpu, costs.operationNs());
    }

    private GuestProgram arriving(final String description, final PageGeometry geometry, final int vcpus) {
        return metered(new WorkloadFactory(catalog).create(description, geometry, vcpus), destinationCpu);
    }

    private Policies policies() {
        final Policies plain = PolicySet.of(variant.migration(), variant.link().bandwidthBytesPerSecond(), catalog);
        return new Policies(plain.sync(), new TracedOrder(plain.order(), trace),
                new MeteredEncoding(plain.encoding(), sourceCpu, costs.encodeNsPerKib()), plain.throttle(),
                plain.rate(), plain.convergence(), plain.workingSet(), plain.predictor(),
                new TracedPrefetch(plain.prefetcher(), trace));
    }

    /** From the guest's start to the proof. */
    Pair run() {
        guest.start();
        guest.phases().beforeFrom(variant.phases().warmUpNs());
        simulation.run(guest, sourceCpu);
        simulation.runFor(variant.phases().warmUpNs() + variant.phases().beforeNs());
        simulation.run(new PopulatingDestination(destination, destinationCpu,
                Math.min(POPULATED_KIB, variant.guest().geometry().memoryBytes() / KIB) * costs.populateNsPerKib()),
                destinationCpu);
        simulation.run(source, sourceCpu);
        source.start();
        final boolean settled = simulation.runUntil(
                () -> source.state().isFinal() && destination.state().isFinal(), giveUpAfterNs());
        if (!settled) {
            return new Pair(null, null, List.of("virtual time ran out: the source is " + source.state()
                    + ", the destination " + destination.state()), Whereabouts.KNOWN, null);
        }
        simulation.runFor(variant.phases().afterNs());
        final Guest survivor = source.state().ownsGuest() ? guest : destination.guest();
        survivor.requestPause();
        if (!simulation.runUntil(survivor::isPaused, SETTLING_NS)) {
            throw new IllegalStateException("the guest does not stop in virtual time");
        }
        return outcome(survivor);
    }

    private long giveUpAfterNs() {
        final long timeoutNs = variant.migration().timeoutNs();
        return timeoutNs > Long.MAX_VALUE - SETTLING_NS ? Long.MAX_VALUE : timeoutNs + SETTLING_NS;
    }

    private Pair outcome(final Guest survivor) {
        final long warmUpNs = variant.phases().warmUpNs();
        final long nowNs = simulation.clock().nanoTime();
        final ReplayVerdict verdict = Proof.of(survivor, program());
        final boolean moved = survivor != guest;
        final SourceOutcome here = new SourceOutcome(source.report(),
                moved ? GuestFindings.handedOver(guest, warmUpNs, nowNs) : GuestFindings.ended(guest, warmUpNs, nowNs),
                LinkFindings.of(link.source()), moved ? null : verdict);
        final DestinationOutcome there = new DestinationOutcome(destination.report(),
                moved && destination.state() == DestinationState.RUNNING
                        ? GuestFindings.ended(survivor, 0, nowNs)
                        : null,
                destination.report().completedAtNs() == 0 ? null : FaultFindings.of(survivor),
                LinkFindings.of(link.destination()), moved ? verdict : null);
        final LinkModel model = link.model();
        return new Pair(here, there, List.of(), Whereabouts.KNOWN, new Pair.Simulated(trace.sha256(),
                model.loss() > 0 ? 0 : model.bandwidth().steadyBytesPerSecond(), model.headerBytes()));
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
