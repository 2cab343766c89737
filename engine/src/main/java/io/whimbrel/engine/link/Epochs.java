package io.whimbrel.engine.link;

/**
 * What makes an in-memory link go silent. Every frame carries the epoch in which it was sent, and the receiver drops
 * those of another epoch than its own: a severed link takes frames as before, and none of them arrives.
 */
final class Epochs {

    private volatile int sending = 1;
    private volatile int receiving = 1;

    /** Written into each frame; positive, as a ring's type must be. */
    int sending() {
        return sending;
    }

    /** The only frames that arrive are those of this epoch. */
    int receiving() {
        return receiving;
    }

    /** Parts the two ends. Whatever is under way is lost too. */
    void sever() {
        receiving = sending + 1;
    }

    /** Joins the two ends if they were parted. What was sent before stays lost. */
    void restore() {
        if (receiving != sending) {
            final int next = receiving + 1;
            receiving = next;
            sending = next;
        }
    }
}
