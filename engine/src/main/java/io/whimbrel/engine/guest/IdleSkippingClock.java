package io.whimbrel.engine.guest;

import org.agrona.concurrent.NanoClock;

/** A clock that can skip the time in which a vCPU has nothing to do. In virtual time there is nobody to wait for it. */
public interface IdleSkippingClock extends NanoClock {

    /**
     * Skips to the time at which the next operation is due, unless something else comes first.
     *
     * @param dueNs when it is due, in nanoseconds on this clock
     * @return the time then
     */
    long skipTo(long dueNs);

    /**
     * Whether something else has come: the vCPU must end its cycle, late operations or not.
     *
     * @return true when the time may not be skipped any further
     */
    boolean isUp();
}
