package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.RoundView;

/** Caps the send rate at one value for the whole migration. */
public final class FixedRate implements RatePolicy {

    private final long bytesPerSecond;

    /**
     * Makes the rate of one migration.
     *
     * @param bytesPerSecond the cap; {@link Long#MAX_VALUE} for none
     */
    public FixedRate(final long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public long bytesPerSecond(final RoundView view) {
        return bytesPerSecond;
    }

    @Override
    public long maximumBytesPerSecond() {
        return bytesPerSecond;
    }
}
