package io.whimbrel.engine.migration;

import org.agrona.concurrent.NanoClock;

/** A clock that stands still until it is moved. */
final class ManualClock implements NanoClock {

    private long nowNs = 1_000_000_000L;

    @Override
    public long nanoTime() {
        return nowNs;
    }

    void advance(final long ns) {
        nowNs += ns;
    }
}
