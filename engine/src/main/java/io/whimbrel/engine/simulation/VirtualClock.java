package io.whimbrel.engine.simulation;

import org.agrona.concurrent.NanoClock;

/** The simulation's time. Stands still until the scheduler moves it. */
final class VirtualClock implements NanoClock {

    /** Not zero: the engine takes a time of zero for never. */
    private long nowNs = 1_000_000_000L;

    @Override
    public long nanoTime() {
        return nowNs;
    }

    void moveTo(final long ns) {
        nowNs = ns;
    }
}
