package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;

/** Gives the destination's guest threads to run on. */
@FunctionalInterface
public interface GuestHost {

    /**
     * The guest's memory is there and pages begin to arrive. Its vCPUs are paused, and stay so until the guest is the
     * destination's: start their threads now, so that this costs no downtime. Called from the destination's thread.
     *
     * @param guest the guest, paused
     */
    void host(Guest guest);
}
