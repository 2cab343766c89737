package io.whimbrel.engine.presence;

import java.util.concurrent.locks.LockSupport;

/**
 * A fetcher all of whose work is done by its own thread.
 *
 * @param thread the thread; null where nobody needs be woken
 */
public record FetcherThread(Thread thread) implements Fetcher {

    @Override
    public void lendHand(final long page) {
        // Nothing of it can be done by anybody else.
    }

    @Override
    public void rouse() {
        LockSupport.unpark(thread);
    }
}
