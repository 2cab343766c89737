package io.whimbrel.engine.simulation;

import io.whimbrel.engine.guest.Guest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Drives the agents of a migration and the vCPUs of its guests in virtual time, all on the caller's thread: the very
 * objects that threads drive in real time. The same objects, costs and seeds give the same events, to the nanosecond.
 *
 * <pre>
 *   time     | ------------- t1 ------------------ t2 -------
 *   agents   |               source's step         destination's step
 *   vCPUs    | op  op  op  op|  op   op   op   op  |  op  op
 * </pre>
 *
 * <p>An event is the next step of an agent: after a step that found work the agent's next one comes when it has spent
 * the time charged for it, otherwise after a sleep, as in real time. Between two events the guests' vCPUs run alone, each
 * up to the time of the next event: they touch nothing of one another's, and what the agents see of them, dirty pages
 * and answers at operation boundaries, is complete at the event. After the event every vCPU that is not within an
 * operation passes a boundary, as a vCPU's thread does that is woken.
 *
 * <p>A vCPU that touches an absent page stands still within its operation and wakes the agent of its machine, so that
 * this is the next event. The other vCPUs of its guest may then have come further than that, by less than the time
 * between two events.
 */
public final class Simulation {

    private static final long NEVER = Long.MAX_VALUE;

    private final CpuCosts costs;
    private final VirtualClock clock = new VirtualClock();
    private final List<AgentActor> agents = new ArrayList<>();
    private final List<VcpuActor> vcpus = new ArrayList<>();

    /**
     * Begins at an arbitrary time.
     *
     * @param costs what takes how long
     */
    public Simulation(final CpuCosts costs) {
        this.costs = costs;
    }

    /**
     * The simulation's time, for whoever watches from outside.
     *
     * @return clock
     */
    public NanoClock clock() {
        return clock;
    }

    /**
     * What takes how long.
     *
     * @return costs
     */
    public CpuCosts costs() {
        return costs;
    }

    /**
     * A machine's clock, to be given to the agent and to the guest that run on it.
     *
     * @return a new one
     */
    public VirtualCpu newCpu() {
        return new VirtualCpu(clock);
    }

    /**
     * Drives an agent from now on.
     *
     * @param agent the agent
     * @param cpu   the clock that it reads
     */
    public void run(final Agent agent, final VirtualCpu cpu) {
        agents.add(new AgentActor(agent, cpu, costs, clock.nanoTime()));
    }

    /**
     * Drives a guest's vCPUs from now on.
     *
     * @param guest the guest
     * @param cpu   the clock that it reads
     */
    public void run(final Guest guest, final VirtualCpu cpu) {
        guest.vcpus().forEach(vcpu -> vcpus.add(new VcpuActor(vcpu, guest, cpu, clock.nanoTime(), costs.wakeNs(),
                atNs -> wakeAgents(cpu, atNs))));
    }

    private void wakeAgents(final VirtualCpu machine, final long atNs) {
        for (int i = 0; i < agents.size(); i++) {
            agents.get(i).wake(machine, atNs);
        }
    }

    /**
     * An agent dies without a word.
     *
     * @param agent which
     */
    public void kill(final Agent agent) {
        agents.removeIf(actor -> actor.runs(agent));
    }

    /**
     * A guest's vCPUs die within whatever they are doing.
     *
     * @param guest whose
     */
    public void kill(final Guest guest) {
        vcpus.removeIf(actor -> actor.belongsTo(guest));
    }

    /**
     * One event: time moves on to it, and everything up to it has happened.
     *
     * @throws IllegalStateException when no agent is left
     */
    public void step() {
        final AgentActor next = earliest();
        if (next == null) {
            throw new IllegalStateException("no agent is left to take a step");
        }
        step(next);
    }

    private void step(final AgentActor scheduled) {
        runVcpus(scheduled.nextNs());
        // A vCPU that stalled may have woken an agent before its time.
        final AgentActor next = earliest();
        final long atNs = next.nextNs();
        clock.moveTo(atNs);
        next.step();
        for (int i = 0; i < vcpus.size(); i++) {
            vcpus.get(i).passBoundary(atNs);
        }
    }

    /**
     * Goes on until something has come about.
     *
     * @param condition asked after every event
     * @param atMostNs  give up after so much virtual time
     * @return whether it has come about
     */
    public boolean runUntil(final BooleanSupplier condition, final long atMostNs) {
        final long deadlineNs = after(atMostNs);
        while (!condition.getAsBoolean()) {
            final AgentActor next = earliest();
            if (next == null || next.nextNs() > deadlineNs) {
                return false;
            }
            step(next);
        }
        return true;
    }

    /**
     * Lets some time pass.
     *
     * @param ns nanoseconds
     */
    public void runFor(final long ns) {
        final long untilNs = after(ns);
        for (AgentActor next = earliest(); next != null && next.nextNs() <= untilNs; next = earliest()) {
            step(next);
        }
        runVcpus(untilNs);
        clock.moveTo(untilNs);
    }

    private long after(final long ns) {
        final long nowNs = clock.nanoTime();
        return ns > NEVER - nowNs ? NEVER : nowNs + ns;
    }

    private AgentActor earliest() {
        AgentActor earliest = null;
        for (int i = 0; i < agents.size(); i++) {
            final AgentActor actor = agents.get(i);
            if (earliest == null || actor.nextNs() < earliest.nextNs()) {
                earliest = actor;
            }
        }
        return earliest;
    }

    private void runVcpus(final long untilNs) {
        for (int i = 0; i < vcpus.size(); i++) {
            vcpus.get(i).runUntil(untilNs);
        }
    }
}
