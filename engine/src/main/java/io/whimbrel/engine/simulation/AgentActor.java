package io.whimbrel.engine.simulation;

import org.agrona.concurrent.Agent;

/** An agent on a simulated processor: when its next step comes, and how long it sleeps when there is nothing to do. */
final class AgentActor {

    private static final double SHORTEST_IDLE_NS = 1_000;

    private final Agent agent;
    private final VirtualCpu cpu;
    private final CpuCosts costs;
    private double idleNs = SHORTEST_IDLE_NS;
    private long nextNs;
    private boolean asleep;

    AgentActor(final Agent agent, final VirtualCpu cpu, final CpuCosts costs, final long nextNs) {
        this.agent = agent;
        this.cpu = cpu;
        this.costs = costs;
        this.nextNs = nextNs;
    }

    boolean runs(final Agent other) {
        return agent == other;
    }

    long nextNs() {
        return nextNs;
    }

    /** Somebody on its machine needs it at a time: if it is asleep then, it looks for work. */
    void wake(final VirtualCpu machine, final long atNs) {
        if (machine == cpu && asleep && atNs < nextNs) {
            nextNs = atNs;
        }
    }

    void step() {
        cpu.begin(nextNs);
        final int work;
        try {
            work = agent.doWork();
        } catch (final Exception e) {
            throw new IllegalStateException(agent.roleName() + " failed in virtual time", e);
        } finally {
            nextNs = cpu.end();
        }
        asleep = work == 0;
        if (work > 0) {
            idleNs = SHORTEST_IDLE_NS;
            nextNs += (long) costs.cycleNs();
        } else {
            nextNs += (long) Math.min(idleNs, costs.longestIdleNs());
            idleNs = Math.min(2 * idleNs, costs.longestIdleNs());
        }
    }
}
