package io.whimbrel.engine.presence;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The work of an agent that fetches pages, which one thread does at a time: the agent, a whole cycle of it, or for a
 * moment a vCPU that lends a hand. What one has done the next one sees.
 */
public abstract class FetchDuty implements Fetcher {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Thread agent;
    private boolean over;

    /** Makes a duty that nobody is at. */
    protected FetchDuty() {}

    /**
     * Does the part of the work that a vCPU may do. On its thread, and by nobody else meanwhile.
     *
     * @param page what it stands still for
     */
    protected abstract void help(long page);

    /**
     * Keeps what went wrong with that for the agent. As above.
     *
     * @param failure what {@link #help} threw
     */
    protected abstract void failed(RuntimeException failure);

    /** The calling thread is the agent's, to be woken when a vCPU relies on it. */
    public final void start() {
        agent = Thread.currentThread();
    }

    /** Begins a cycle. By the agent, which waits for the one hand that is being lent just now. */
    public final void begin() {
        lock.lock();
    }

    /** Ends it. */
    public final void end() {
        lock.unlock();
    }

    /** Lets nobody lend a hand any more: what it would touch is about to be closed. By the agent, which does no more. */
    public final void close() {
        lock.lock();
        over = true;
        lock.unlock();
    }

    @Override
    public final boolean lendHand(final long page) {
        // The agent goes first if it waits: hands come one after the other while pages are missing.
        if (lock.hasQueuedThreads() || !lock.tryLock()) {
            return false;
        }
        try {
            if (over) {
                return false;
            }
            help(page);
        } catch (final RuntimeException e) {
            failed(e);
        } finally {
            lock.unlock();
        }
        return true;
    }

    @Override
    public final void rouse() {
        LockSupport.unpark(agent);
    }
}
