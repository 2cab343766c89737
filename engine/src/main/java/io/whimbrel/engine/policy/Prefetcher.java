package io.whimbrel.engine.policy;

import io.whimbrel.engine.memory.PageSet;

/**
 * Chooses which absent page is sent next when none is demanded: post-copy's push, lazy restore's read-ahead. Called by one
 * thread at a time, which need not be the same each time.
 */
public interface Prefetcher {

    /**
     * Says whether this is for such a guest. Called before anything is done with the guest.
     *
     * @param pages pages of the guest
     * @throws IllegalArgumentException in one line, when it is for another guest
     */
    default void requirePages(final long pages) {
        // Most prefetchers are for any guest.
    }

    /**
     * Time passes. Called before pages are asked for, and first when the guest stands still to be handed over.
     *
     * @param guestTimeNs nanoseconds since the guest was started
     */
    default void at(final long guestTimeNs) {
        // Most prefetchers know no time.
    }

    /**
     * A page was demanded: a vCPU stands still for it. It is sent ahead of whatever {@link #next} gives.
     *
     * @param page page number
     */
    void demanded(long page);

    /**
     * The page to send next.
     *
     * @param absent the pages that the destination does not have
     * @return a member of {@code absent}, or {@link PageSet#NONE} to send nothing now
     */
    long next(PageSet absent);
}
