package io.whimbrel.engine.presence;

/** How a vCPU waits for a page: its thread sleeps, or in virtual time its processor does something else. */
public interface Stall {

    /**
     * Waits for a page. Called by the vCPU, in the middle of an operation.
     *
     * @param presence tells when the page is here
     * @param page     page number
     */
    void until(Presence presence, long page);

    /**
     * Whether the vCPU does nothing for its page any more, and relies on being woken. By any thread.
     *
     * @return true while its thread sleeps, or is about to
     */
    default boolean isAsleep() {
        return false;
    }

    /** A page has arrived that the vCPU may be waiting for. Called by the applying thread. */
    void wake();
}
