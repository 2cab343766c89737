package io.whimbrel.engine.presence;

/**
 * One vCPU that stalls on a page and the agent that applies it. Instead of going to sleep the vCPU looks for its page
 * once more, which is what it does last before it sleeps; instead of being woken it is noted that it would have been.
 */
abstract class WakeUp implements Stall {

    static final long PAGE = 0;

    final Faults faults = new Faults(1, 1, () -> 0);
    /** Only now does the vCPU stop waiting: one that sleeps for ever waits for its page until then. */
    private volatile boolean over;
    private boolean found;
    private boolean woken;

    WakeUp() {
        faults.ports().getFirst().stallBy(this);
    }

    @Override
    public void until(final Presence presence, final long page) {
        found = presence.isPresent(page);
        while (!found && !over) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    /** What the vCPU does. */
    final void stall() {
        faults.ports().getFirst().await(PAGE);
    }

    /** The agent will not look again. */
    final void end() {
        over = true;
    }

    /** Found the page 1, was woken 2, or both 3; 0 when it sleeps for ever. */
    final int outcome() {
        return (found ? 1 : 0) + (woken ? 2 : 0);
    }
}
