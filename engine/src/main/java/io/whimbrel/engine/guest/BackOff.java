package io.whimbrel.engine.guest;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * How a thread idles that has nothing to do just now: it looks again a few times, lets others have its core, and then
 * sleeps, longer each time. On few cores, whoever spins takes time from the guest.
 */
public final class BackOff {

    /** The longest sleep, in nanoseconds. */
    public static final long MAX_PARK_NS = 50_000;

    private static final int SPINS = 20;
    private static final int YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;

    private BackOff() {}

    /**
     * Falls asleep after some tens of microseconds.
     *
     * @return the idle strategy of one thread
     */
    public static IdleStrategy soon() {
        return new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS);
    }

    /**
     * Falls asleep after some hundreds of microseconds, for a thread that somebody else soon waits for.
     *
     * @return the idle strategy of one thread
     */
    public static IdleStrategy late() {
        return new AwakeIdleStrategy(soon());
    }
}
