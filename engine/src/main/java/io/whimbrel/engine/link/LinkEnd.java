package io.whimbrel.engine.link;

/**
 * What the two ends of a link have in common: a control stream each way. Everything but {@link #close()} is called
 * from one thread at a time: the one that drives the end's migration agent, or one that lends it a hand under its lock.
 */
public interface LinkEnd extends AutoCloseable {

    /**
     * Control messages to the other side.
     *
     * @return sending end
     */
    MessageOutbound controlOut();

    /**
     * Control messages from the other side.
     *
     * @return receiving end
     */
    FrameInbound controlIn();

    /**
     * Drives whatever of the link has no thread of its own. Part of the agent's duty cycle.
     *
     * @return work done
     */
    int doWork();

    /**
     * Tells whether the link has met an error from which it cannot recover, for example a dead media driver.
     *
     * @return one line saying what happened, or null while the link is well
     */
    String failure();

    /**
     * Hands every counter of this end to a visitor, for the record of the run.
     *
     * @param visitor receives name and value
     */
    void counters(CounterVisitor visitor);

    /** Releases everything the end holds. Idempotent. */
    @Override
    void close();

    /** Receives the link's counters. */
    @FunctionalInterface
    interface CounterVisitor {

        /**
         * One counter.
         *
         * @param name  camelCase with the unit as suffix where it has one, for example {@code naksSent}
         * @param value its value since the end was opened
         */
        void counter(String name, long value);
    }
}
