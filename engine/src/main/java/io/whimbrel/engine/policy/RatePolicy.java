package io.whimbrel.engine.policy;

/** Decides at each sync how fast pages may be sent. The cap holds while the guest is paused too. */
public interface RatePolicy {

    /**
     * Decides.
     *
     * @param view the migration as this sync found it
     * @return bytes per second, at least 1; {@link Long#MAX_VALUE} for no cap
     */
    long bytesPerSecond(RoundView view);

    /**
     * The highest rate that this policy will ever allow.
     *
     * @return bytes per second; {@link Long#MAX_VALUE} for no cap
     */
    long maximumBytesPerSecond();
}
