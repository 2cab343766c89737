package io.whimbrel.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final double CYCLE_NS = 100;
    private static final double LONGEST_IDLE_NS = 5_000;

    private final Simulation simulation = new Simulation(
            new CpuCosts(0, CYCLE_NS, LONGEST_IDLE_NS, 0, 0, 0, 0, 0, 0, 0));
    private final VirtualCpu cpu = simulation.newCpu();
    private final List<Long> stepsAtNs = new ArrayList<>();
    private final long startNs = simulation.clock().nanoTime();

    private Agent agent(final int[] works, final double chargeNs) {
        return new Agent() {
            private int step;

            @Override
            public int doWork() {
                stepsAtNs.add(cpu.nanoTime() - startNs);
                cpu.charge(chargeNs);
                return works[Math.min(step++, works.length - 1)];
            }

            @Override
            public String roleName() {
                return "worker";
            }
        };
    }

    @Test
    void shouldSleepLongerAndLongerWithoutWork() {
        simulation.run(agent(new int[]{0}, 0), cpu);
        simulation.runFor(20_000);
        assertEquals(List.of(0L, 1_000L, 3_000L, 7_000L, 12_000L, 17_000L), stepsAtNs);
    }

    @Test
    void shouldTakeTheTimeThatIsChargedAndBeAwakeAfterWork() {
        simulation.run(agent(new int[]{1, 1, 0, 0, 1, 0}, 40), cpu);
        simulation.runFor(4_000);
        assertEquals(List.of(0L, 140L, 280L, 1_320L, 3_360L, 3_500L), stepsAtNs);
    }

    @Test
    void shouldShowAnAgentItsOwnTimeAndEverybodyElseTheSimulations() {
        final List<Long> seen = new ArrayList<>();
        simulation.run(new Agent() {
            @Override
            public int doWork() {
                cpu.charge(25);
                seen.add(cpu.nanoTime() - startNs);
                seen.add(simulation.clock().nanoTime() - startNs);
                return 0;
            }

            @Override
            public String roleName() {
                return "worker";
            }
        }, cpu);
        simulation.step();
        assertEquals(List.of(25L, 0L), seen);
        assertEquals(0, cpu.nanoTime() - startNs, "between two steps there is only the simulation's time");
    }

    @Test
    void shouldStopAtADeadlineAndNotBeyond() {
        simulation.run(agent(new int[]{0}, 0), cpu);
        assertFalse(simulation.runUntil(() -> false, 3_500));
        assertEquals(3_000, simulation.clock().nanoTime() - startNs);
        assertTrue(simulation.runUntil(() -> stepsAtNs.size() == 4, 100_000));
        assertEquals(7_000, simulation.clock().nanoTime() - startNs);
    }

    @Test
    void shouldTakeNoStepOfTheDead() {
        final Agent agent = agent(new int[]{1}, 0);
        simulation.run(agent, cpu);
        simulation.step();
        simulation.kill(agent);
        simulation.runFor(10_000);
        assertEquals(1, stepsAtNs.size());
        assertThrows(IllegalStateException.class, simulation::step);
        assertEquals(10_000, simulation.clock().nanoTime() - startNs);
    }
}
