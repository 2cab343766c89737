package io.whimbrel.engine.guest;

/** The guest's own time: nanoseconds since it was started, wherever it ran since. Set before its vCPUs may run. */
final class GuestTime {

    private volatile long startNs;

    void startedAt(final long clockNs) {
        startNs = clockNs;
    }

    long startNs() {
        return startNs;
    }

    long sinceStart(final long clockNs) {
        return clockNs - startNs;
    }
}
