package io.whimbrel.engine.presence;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;

/**
 * A vCPU's thread sleeps until it is woken. It spins for a moment before, since a page that is close comes sooner than
 * a thread falls asleep and wakes again.
 *
 * <pre>
 *   vCPU                                          agent
 *   sleeper = this thread                         presence.arrived(page)
 *   full fence                                    full fence
 *   is the page present? no: sleeps               is there a sleeper? then unparks it
 * </pre>
 *
 * <p>As at the port, at least one of them sees the other. A thread that is unparked before it sleeps does not fall
 * asleep, so it does not matter which comes first; one that wakes for no reason looks again.
 */
class ParkedStall implements Stall {

    /** Some microseconds. */
    static final int SPINS = 100;

    private final int spins;
    private volatile Thread sleeper;

    ParkedStall(final int spins) {
        this.spins = spins;
    }

    @Override
    public final void until(final Presence presence, final long page) {
        for (int i = 0; i < spins; i++) {
            if (presence.isPresent(page)) {
                return;
            }
            Thread.onSpinWait();
        }
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
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

    /** Of the vCPU's thread. */
    void sleep() {
        LockSupport.park(this);
    }

    /** By the agent. */
    void rouse(final Thread thread) {
        LockSupport.unpark(thread);
    }
}
