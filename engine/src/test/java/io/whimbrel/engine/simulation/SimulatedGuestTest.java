package io.whimbrel.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.tracking.EpochTracker;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedGuestTest {

    private static final long INTERVAL_NS = 10_000;
    private static final double OPERATION_NS = 700;

    private final Simulation simulation = new Simulation(new CpuCosts(OPERATION_NS, 100, 50_000, 0, 0, 0, 0, 0, 0, 0));
    private final VirtualCpu cpu = simulation.newCpu();
    private final PageGeometry geometry = new PageGeometry(64 * 4096, 4096);
    private final GuestProgram program = new CountingProgram(geometry, 2, INTERVAL_NS, 42);
    private final GuestMemory memory = new GuestMemory(geometry);
    private final EpochTracker tracker = new EpochTracker(geometry.pages(), 2);
    private final Guest guest = Guest.tracked(memory, new MeteredProgram(program, cpu, OPERATION_NS), tracker, cpu);

    SimulatedGuestTest() {
        guest.start();
        simulation.run(guest, cpu);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private long operations() {
        return guest.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum();
    }

    @Test
    void shouldExecuteEveryOperationAtItsTime() {
        simulation.runFor(100 * INTERVAL_NS);
        assertEquals(2 * 100, operations());
        guest.vcpus().forEach(vcpu -> {
            assertEquals((long) OPERATION_NS, vcpu.log().latencies(Phase.BEFORE).getMinValue());
            assertEquals((long) OPERATION_NS, vcpu.log().latencies(Phase.BEFORE).getMaxValue());
        });
    }

    @Test
    void shouldNotRunWhilePausedAndCatchUpAfterwards() {
        final Agent controller = controller();
        simulation.runFor(10 * INTERVAL_NS);
        guest.requestPause();
        simulation.run(controller, cpu);
        assertTrue(simulation.runUntil(guest::isPaused, INTERVAL_NS));
        final long before = operations();
        simulation.runFor(40 * INTERVAL_NS);
        assertEquals(before, operations(), "a paused guest ran");
        guest.resume();
        simulation.runFor(10 * INTERVAL_NS);
        assertEquals(2 * 60, operations(), "an open loop makes up for the pause");
    }

    @Test
    void shouldRunForTheShareThatAThrottleLeaves() {
        // At ten times its rate the guest would be busy all the time: what it gets done is the share it may run.
        final Guest busy = Guest.tracked(memory,
                new MeteredProgram(new CountingProgram(geometry, 1, INTERVAL_NS, 42), cpu, INTERVAL_NS),
                new EpochTracker(geometry.pages(), 1), cpu);
        busy.start();
        simulation.run(busy, cpu);
        busy.throttle(0.75);
        simulation.runFor(400_000_000);
        final double share = busy.vcpus().getFirst().program().operations() * (double) INTERVAL_NS / 400_000_000;
        assertEquals(0.25, share, 0.001);
    }

    @Test
    void shouldAnswerASyncAtTheNextEvent() {
        final HierarchicalBitmap dirty = new HierarchicalBitmap(geometry.pages());
        simulation.run(controller(), cpu);
        simulation.runFor(5 * INTERVAL_NS);
        tracker.beginSync();
        assertFalse(tracker.pollSync(dirty), "no vCPU has passed a boundary since");
        simulation.step();
        simulation.step();
        assertTrue(tracker.pollSync(dirty));
        assertTrue(dirty.cardinality() > 0);
    }

    @Test
    void shouldLoseTheGuestThatIsKilled() {
        simulation.runFor(INTERVAL_NS);
        final long before = operations();
        simulation.kill(guest);
        simulation.runFor(10 * INTERVAL_NS);
        assertEquals(before, operations());
    }

    /** Has nothing to do; its steps are events at which vCPUs pass boundaries. */
    private static Agent controller() {
        return new Agent() {
            @Override
            public int doWork() {
                return 0;
            }

            @Override
            public String roleName() {
                return "controller";
            }
        };
    }
}
