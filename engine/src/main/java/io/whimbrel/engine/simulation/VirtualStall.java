package io.whimbrel.engine.simulation;

import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.presence.Stall;

/** A vCPU that stands still within an operation while virtual time goes on. */
final class VirtualStall implements Stall {

    private Presence presence;
    private long page;

    @Override
    public void until(final Presence newPresence, final long newPage) {
        presence = newPresence;
        page = newPage;
        while (!presence.isPresent(page)) {
            Coroutine.leave();
        }
        presence = null;
    }

    @Override
    public void wake() {
        // The scheduler looks after every event.
    }

    boolean isStalled() {
        return presence != null;
    }

    /** Whether the page that it waits for is there. */
    boolean isOver() {
        return presence != null && presence.isPresent(page);
    }
}
