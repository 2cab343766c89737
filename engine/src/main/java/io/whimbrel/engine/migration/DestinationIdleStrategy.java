package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.BackOff;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Idles the thread of a migration's destination. While vCPUs see to the pages themselves that they stand still for, nobody
 * waits for this thread: it keeps off the cores that they, and whoever answers them, need. Once one has fallen asleep all
 * is up to it.
 */
public final class DestinationIdleStrategy implements IdleStrategy {

    private final MigrationDestination destination;
    private final IdleStrategy alone = BackOff.soon();

    /**
     * Makes the idle strategy of one destination.
     *
     * @param destination whose thread idles
     */
    public DestinationIdleStrategy(final MigrationDestination destination) {
        this.destination = destination;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (destination.isLeftToVcpus()) {
            alone.reset();
            LockSupport.parkNanos(BackOff.MAX_PARK_NS);
        } else {
            alone.idle();
        }
    }

    @Override
    public void reset() {
        alone.reset();
    }

    @Override
    public String alias() {
        return "migration-destination";
    }
}
