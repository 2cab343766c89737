package io.whimbrel.engine.presence;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A fetcher's work, which one thread does at a time: the agent, a whole cycle of it, or for a moment a vCPU that lends a
 * hand. What one has done the next one sees.
 */
public final class FetchDuty {

    private final ReentrantLock lock = new ReentrantLock();
    private boolean over;

    /** Makes a duty that nobody is at. */
    public FetchDuty() {}

    /** Begins a cycle. By the agent, which waits for the one hand that is being lent just now. */
    public void begin() {
        lock.lock();
    }

    /**
     * Begins to lend a hand, where nobody is at it. By a vCPU. The agent goes first if it waits: hands come one after the
     * other while pages are missing.
     *
     * @return false when there is nothing to be done by the caller, and nothing to be ended
     */
    public boolean tryBegin() {
        if (lock.hasQueuedThreads() || !lock.tryLock()) {
            return false;
        }
        if (over) {
            lock.unlock();
        }
        return !over;
    }

    /** Ends what was begun. */
    public void end() {
        lock.unlock();
    }

    /** Lets nobody lend a hand any more: what it would touch is about to be closed. By the agent, which does no more. */
    public void close() {
        lock.lock();
        over = true;
        lock.unlock();
    }
}
