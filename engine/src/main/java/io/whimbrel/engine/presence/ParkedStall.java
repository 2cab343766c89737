package io.whimbrel.engine.presence;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;

/**
 * A vCPU's thread sleeps until it is woken. It spins for a moment before, since a page that is close comes sooner than
 * a thread falls asleep and wakes again.
 */
final class ParkedStall implements Stall {

    /** Some microseconds. */
    private static final int SPINS = 100;

    private volatile Thread sleeper;

    @Override
    public void until(final Presence presence, final long page) {
        for (int i = 0; i < SPINS; i++) {
            if (presence.isPresent(page)) {
                return;
            }
            Thread.onSpinWait();
        }
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
        try {
            while (!presence.isPresent(page)) {
                LockSupport.park(this);
                if (Thread.currentThread().isInterrupted()) {
                    throw new AgentTerminationException("the vCPU was ended while it waited for page " + page);
                }
            }
        } finally {
            sleeper = null;
        }
    }

    @Override
    public void wake() {
        LockSupport.unpark(sleeper);
    }
}
