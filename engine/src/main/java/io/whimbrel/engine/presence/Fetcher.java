package io.whimbrel.engine.presence;

/**
 * Whoever brings the pages that vCPUs stand still for. He has a thread of his own; the vCPU that waits lends him a hand
 * before it falls asleep, since a page that is close comes sooner than two threads have taken turns on a core.
 */
public interface Fetcher {

    /** There is none as yet. */
    Fetcher NOBODY = new Fetcher() {
        @Override
        public boolean lendHand(final long page) {
            return false;
        }

        @Override
        public void rouse() {
            // Nobody sleeps.
        }
    };

    /**
     * Does some of what brings the page that the calling vCPU stands still for; nothing, where others are at it. Never
     * waits for them. Called in the middle of an operation, again and again. Errors are the
     * fetcher's own, and not thrown.
     *
     * @param page page number
     * @return false when others are at it, or nobody is to be helped
     */
    boolean lendHand(long page);

    /** A vCPU is about to sleep until its page is here: from now on it is up to the fetcher's own thread. */
    void rouse();
}
