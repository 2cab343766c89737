package io.whimbrel.engine.presence;

/** What is waited for is here as soon as it is waited for: for the practice of the presence check. */
final class ArrivesAtOnce implements Stall {

    @Override
    public void until(final Presence presence, final long page) {
        presence.arrived(page);
    }

    @Override
    public void wake() {
        // Nobody sleeps.
    }
}
