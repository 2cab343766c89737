package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.OutsideWrites;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;

/** A tracked guest that runs in virtual time, and what is done to it. */
final class SnapshotWorld implements AutoCloseable {

    private static final long LONG_NS = 1_000_000_000;

    final Simulation simulation = new Simulation(new CpuCosts(100, 500, 20_000, 0, 0, 0, 0, 0, 0, 0));
    final VirtualCpu cpu = simulation.newCpu();
    final GuestProgram program;
    final GuestMemory memory;
    final OutsideWrites tracker;
    final Guest guest;
    final Verification verification;

    SnapshotWorld(final GuestProgram program, final PageGeometry geometry) {
        this.program = program;
        memory = program.newMemory(geometry);
        program.fill(memory);
        tracker = new OutsideWrites(new EpochTracker(geometry.pages(), program.vcpus()), geometry.pages());
        guest = Guest.tracked(memory, program, tracker, cpu);
        verification = new Verification(program, geometry);
        guest.start();
        simulation.run(guest, cpu);
        simulation.run(new Idle(), cpu);
    }

    void runFor(final long ns) {
        simulation.runFor(ns);
    }

    void pause() {
        guest.requestPause();
        await(guest::isPaused);
    }

    /** Drives an agent until something has come about, and no longer. */
    <A extends Agent> A drive(final A agent, final BooleanSupplier condition) {
        simulation.run(agent, cpu);
        try {
            assertTrue(simulation.runUntil(condition, LONG_NS), agent.roleName() + " does not get done");
        } finally {
            simulation.kill(agent);
            agent.onClose();
        }
        return agent;
    }

    void await(final BooleanSupplier condition) {
        assertTrue(simulation.runUntil(condition, LONG_NS), "not reached");
    }

    VirtualSnapshot takeVirtual(final long limitBytes) {
        final TakeVirtual take = new TakeVirtual(guest, limitBytes, cpu);
        return drive(take, take::isDone).snapshot();
    }

    FullSnapshot takeFull() {
        final TakeFull take = new TakeFull(guest, cpu);
        return drive(take, take::isDone).snapshot();
    }

    FullSnapshot copy(final VirtualSnapshot snapshot) {
        final BackgroundCopy copy = new BackgroundCopy(snapshot);
        return drive(copy, copy::isDone).snapshot();
    }

    RollBack rollBack(final RollBack operation) {
        return drive(operation, operation::isDone);
    }

    RollBack rollBackTo(final VirtualSnapshot snapshot) {
        return rollBack(RollBack.to(snapshot, guest, tracker::wrote, cpu));
    }

    RollBack rollBackTo(final FullSnapshot snapshot) {
        return rollBack(RollBack.to(snapshot, guest, tracker::wrote, cpu));
    }

    SnapshotReport end(final VirtualSnapshot snapshot) {
        snapshot.detach();
        await(snapshot::isDetached);
        final SnapshotReport report = snapshot.report();
        snapshot.close();
        return report;
    }

    void verify() {
        final boolean running = !guest.isPaused();
        pause();
        verification.of(guest);
        if (running) {
            guest.resume();
        }
    }

    @Override
    public void close() {
        memory.close();
    }

    /** Its steps are events, at which vCPUs look up. */
    private static final class Idle implements Agent {

        @Override
        public int doWork() {
            return 0;
        }

        @Override
        public String roleName() {
            return "idle";
        }
    }
}
