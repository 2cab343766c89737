package io.whimbrel.jmh.simulation;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.MeteredProgram;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.workloads.WorkloadFactory;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guest without contents in virtual time, whose writes are tracked. */
@State(Scope.Thread)
public class SimulatedVcpu {

    /** Accesses per invocation. */
    public static final int ACCESSES = 1_000_000;

    private static final long NS_PER_ACCESS = 1_000;
    private static final PageGeometry GEOMETRY = new PageGeometry(1L << 30, PageGeometry.MIN_PAGE_BYTES);

    /** Where the accesses go. */
    @Param({"uniform", "zipf(skew=0.99)", "sequential"})
    public String writes;

    private Simulation simulation;
    private GuestMemory memory;
    private Guest guest;
    private long expected;

    /** For JMH. */
    public SimulatedVcpu() {}

    /** Starts the guest. */
    @Setup(Level.Trial)
    public void start() {
        final CpuCosts costs = new CpuCosts(100, 1, 50_000, 0, 0, 0, 0, 0, 0, 0);
        simulation = new Simulation(costs);
        final VirtualCpu cpu = simulation.newCpu();
        final GuestProgram program = new WorkloadFactory(PluginCatalog.load(SimulatedVcpu.class.getClassLoader()))
                .create("workload=synthetic;rate=1000000/s;content=none;writes=" + writes, GEOMETRY, 1);
        memory = program.newMemory(GEOMETRY);
        program.fill(memory);
        guest = Guest.tracked(memory, new MeteredProgram(program, cpu, costs.operationNs()),
                new EpochTracker(GEOMETRY.pages(), 1), cpu);
        guest.start();
        simulation.run(guest, cpu);
    }

    final void access() {
        simulation.runFor(ACCESSES * NS_PER_ACCESS);
        expected += ACCESSES;
    }

    /** Checks that every access took place. */
    @TearDown(Level.Iteration)
    public void check() {
        final long done = guest.vcpus().getFirst().program().operations();
        if (done != expected) {
            throw new IllegalStateException(done + " accesses instead of " + expected);
        }
    }

    /** Unmaps. */
    @TearDown(Level.Trial)
    public void unmap() {
        memory.close();
    }
}
