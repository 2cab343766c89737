package io.whimbrel.workloads.arrival;

import io.whimbrel.workloads.random.Resumable;

/**
 * The intended starts of one virtual CPU's operations. Called from one thread; must not allocate. Its state does not
 * contain that of the randomness it was given: whoever holds that saves it.
 */
public interface ArrivalStream extends Resumable {

    /**
     * When the next operation is meant to start.
     *
     * @return nanoseconds since the guest was started, never decreasing; {@link Long#MAX_VALUE} when none will come
     */
    long startNs();

    /** Moves on to the operation after the next one. */
    void advance();
}
