package io.whimbrel.harness.process;

import java.util.concurrent.locks.LockSupport;

/**
 * Something to be done should the process be told to end. What a thread finds while the process is ending, children
 * that died, files that are gone, means nothing: {@link #check()} keeps it from drawing conclusions.
 */
public final class AtExit implements AutoCloseable {

    private final Thread hook;
    private volatile boolean isEnding;

    private AtExit(final Runnable action) {
        hook = new Thread(() -> {
            isEnding = true;
            action.run();
        }, "at-exit");
    }

    /**
     * Registers something.
     *
     * @param action what to do
     * @return closed when it need no longer be done
     */
    public static AtExit run(final Runnable action) {
        final AtExit atExit = new AtExit(action);
        Runtime.getRuntime().addShutdownHook(atExit.hook);
        return atExit;
    }

    /** Returns, unless the process is ending: then never. */
    public void check() {
        while (isEnding) {
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        check();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The process began to end just now, and the hook runs or will.
            isEnding = true;
            check();
        }
    }
}
