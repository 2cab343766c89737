package io.whimbrel.engine.presence;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.concurrent.AgentTerminationException;

/**
 * A vCPU's thread helps to fetch its page for a moment, and then sleeps until it is woken.
 *
 * <pre>
 *   vCPU                                          whoever brings the page
 *   sleeper = this thread                         presence.arrived(page)
 *   full fence                                    full fence
 *   is the page present? no: sleeps               is there a sleeper? then unparks it
 * </pre>
 *
 * <p>As at the port, at least one of them sees the other. A thread that is unparked before it sleeps does not fall
 * asleep, so it does not matter which comes first; one that wakes for no reason looks again.
 */
class ParkedStall implements Stall {

    /** Some tens of microseconds, where nobody else wants the core. */
    private static final int TRIES = 100;
    private static final int SPINS = 20;

    private final int tries;
    private final Supplier<Fetcher> fetcher;
    private volatile Thread sleeper;

    ParkedStall(final Supplier<Fetcher> fetcher) {
        this(fetcher, TRIES);
    }

    ParkedStall(final Supplier<Fetcher> fetcher, final int tries) {
        this.fetcher = fetcher;
        this.tries = tries;
    }

    @Override
    public final void until(final Presence presence, final long page) {
        if (!help(presence, page)) {
            sleepUntil(presence, page);
        }
    }

    /** Whether the page came meanwhile. */
    private boolean help(final Presence presence, final long page) {
        for (int i = 0; i < tries; i++) {
            final boolean helped = fetcher.get().lendHand(page);
            if (presence.isPresent(page)) {
                return true;
            }
            // Who gives its core to a busy agent has it again a time slice later; who sleeps, as soon as the page is here.
            if (i < SPINS || !helped) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return false;
    }

    private void sleepUntil(final Presence presence, final long page) {
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
        // Not before: whoever fetches looks whether anybody sleeps.
        fetcher.get().rouse();
        try {
            while (!presence.isPresent(page)) {
                sleep();
                if (Thread.currentThread().isInterrupted()) {
                    throw new AgentTerminationException("the vCPU was ended while it waited for page " + page, true);
                }
            }
        } finally {
            sleeper = null;
        }
    }

    @Override
    public final void wake() {
        final Thread thread = sleeper;
        if (thread != null) {
            rouse(thread);
        }
    }

    @Override
    public final boolean isAsleep() {
        return sleeper != null;
    }

    /** Of the vCPU's thread. */
    void sleep() {
        LockSupport.park(this);
    }

    /** By whoever has brought the page. */
    void rouse(final Thread thread) {
        LockSupport.unpark(thread);
    }
}
