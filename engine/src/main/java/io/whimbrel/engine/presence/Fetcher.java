package io.whimbrel.engine.presence;

/**
 * Whoever brings the pages that vCPUs stand still for. He has a thread of his own; the vCPU that waits lends him a hand
 * before it falls asleep, since a page that is close comes sooner than two threads have taken turns on a core.
 */
public interface Fetcher {

    /**
     * Does what brings the page nearer that the calling vCPU stands still for, and no more than that; nothing, where it
     * is being done just now. Never waits. Called in the middle of an operation, again and again. Errors are the
     * fetcher's own, and not thrown.
     *
     * @param page page number
     */
    void lendHand(long page);

    /** A vCPU is about to sleep until its page is here: from now on it is up to the fetcher's own thread. */
    void rouse();
}
