package io.whimbrel.jmh.simulation;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.MeteredProgram;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.jmh.peer.MigrationPlan;
import io.whimbrel.transports.modelled.LinkModel;
import io.whimbrel.transports.modelled.ModelledLink;
import io.whimbrel.workloads.WorkloadFactory;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A pre-copy migration of a guest of 1,048,576 pages without contents, in four live rounds and a paused one. */
@State(Scope.Thread)
public class SimulatedMigration {

    private static final String GUEST = "workload=synthetic;rate=100000/s;content=none;writes=uniform";
    private static final PageGeometry GEOMETRY = new PageGeometry(4L << 30, PageGeometry.MIN_PAGE_BYTES);
    private static final MigrationPlan FIVE_ROUNDS = MigrationPlan.of("precopy", "epoch", "round-snapshot",
            "zero-elide", "fixed-rounds(4)");
    private static final String LINK = "constant(bandwidth=1GiB/s)";
    private static final int ROUNDS = 5;
    private static final long CLOCK_DOMAIN = 1;
    private static final long AT_MOST_NS = 60_000_000_000L;

    private final PluginCatalog catalog = PluginCatalog.load(SimulatedMigration.class.getClassLoader());
    private final WorkloadFactory workloads = new WorkloadFactory(catalog);

    /** For JMH. */
    public SimulatedMigration() {}

    final long migrate() {
        final CpuCosts costs = catalog.create(CpuCosts.class, "cpu");
        final Simulation simulation = new Simulation(costs);
        final VirtualCpu here = simulation.newCpu();
        final VirtualCpu there = simulation.newCpu();
        final ModelledLink link = new ModelledLink(catalog.create(LinkModel.class, LINK), simulation, here, there);
        final GuestProgram program = workloads.create(GUEST, GEOMETRY, 1);
        final DirtyTracker tracker = new EpochTracker(GEOMETRY.pages(), 1);
        try (GuestMemory memory = program.newMemory(GEOMETRY)) {
            program.fill(memory);
            final Guest guest = Guest.tracked(memory, new MeteredProgram(program, here, costs.operationNs()), tracker,
                    here);
            final MigrationSource source = new MigrationSource(
                    new MigrationIdentity(1, CLOCK_DOMAIN, "zero-elide", GUEST), guest, tracker,
                    FIVE_ROUNDS.newStrategy(), FIVE_ROUNDS.newPolicies(), link.source(), MigrationTimings.DEFAULT, here,
                    event -> {});
            final MigrationDestination destination = new MigrationDestination(
                    new DestinationSettings(CLOCK_DOMAIN, 0, workloads,
                            reference -> catalog.create(PageEncoding.class, reference),
                            host -> simulation.run(host, there)),
                    link.destination(), MigrationTimings.DEFAULT, there, event -> {});
            guest.start();
            simulation.run(guest, here);
            simulation.run(destination, there);
            simulation.run(source, here);
            source.start();
            final boolean completed = simulation.runUntil(() -> source.state() == SourceState.COMPLETED
                    && destination.state() == DestinationState.RUNNING, AT_MOST_NS);
            check(completed, source);
            destination.guest().memory().close();
            return source.report().pagesSent();
        }
    }

    private static void check(final boolean completed, final MigrationSource source) {
        if (!completed || source.report().rounds().size() != ROUNDS
                || source.report().pagesSent() < GEOMETRY.pages()) {
            throw new IllegalStateException("the migration did not end as it should: " + source.report());
        }
    }
}
