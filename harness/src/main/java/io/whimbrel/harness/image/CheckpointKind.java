package io.whimbrel.harness.image;

import java.util.function.Function;

/** How a checkpoint is taken. */
public enum CheckpointKind {
    /** The guest stands still until the image is written. */
    FULL(PausedHold::new),
    /** The guest stands still for an instant, and saves each page that it writes until the image is written. */
    VIRTUAL(VirtualHold::new);

    private final Function<HostedGuest, Hold> holds;

    CheckpointKind(final Function<HostedGuest, Hold> holds) {
        this.holds = holds;
    }

    /** Does whatever can be done before the guest is paused. */
    Hold prepare(final HostedGuest guest) {
        return holds.apply(guest);
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
