package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.TimerSlack;
import io.whimbrel.engine.link.SourceLink;

/** Where guests are migrated to: one after the other, over one link. */
public interface Destination extends AutoCloseable {

    /**
     * The source's end of the link.
     *
     * @return always the same
     */
    SourceLink link();

    /** Waits for a migration from now on. */
    void expect();

    /**
     * Ends the migration that was expected and has come: stops the guest and verifies it by replay.
     *
     * @return how long its vCPUs waited for absent pages
     * @throws IllegalStateException when it is not what it would have been without a migration
     */
    FaultTimes conclude();

    @Override
    void close();

    /**
     * Opens a destination.
     *
     * @param transport  a reference to a transport, or {@code in-memory}
     * @param ownProcess whether the destination is a process of its own
     * @return the destination
     */
    static Destination open(final String transport, final boolean ownProcess) {
        if (ownProcess) {
            return new PeerDestination(transport, Placement.FREE);
        }
        TimerSlack.tighten();
        return transport.equals(LocalDestination.IN_MEMORY)
                ? LocalDestination.inMemory()
                : LocalDestination.over(transport);
    }
}
