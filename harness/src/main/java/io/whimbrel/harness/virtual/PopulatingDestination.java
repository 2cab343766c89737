package io.whimbrel.harness.virtual;

import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.simulation.VirtualCpu;
import org.agrona.concurrent.Agent;

/**
 * A destination to which providing memory costs time, step by step.
 *
 * @param destination what is driven
 * @param cpu         its machine
 * @param stepNs      nanoseconds for each duty cycle that provides memory
 */
record PopulatingDestination(MigrationDestination destination, VirtualCpu cpu, double stepNs) implements Agent {

    @Override
    public int doWork() {
        final boolean absent = destination.guest() == null;
        final int work = destination.doWork();
        if (absent && destination.state() == DestinationState.POPULATING) {
            cpu.charge(stepNs);
        }
        return work;
    }

    @Override
    public String roleName() {
        return destination.roleName();
    }
}
