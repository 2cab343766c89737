package io.whimbrel.harness.end;

import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.RoundView;

/** A rate policy under the cap that the scenario puts on the link. */
record CappedRate(RatePolicy policy, long capBytesPerSecond) implements RatePolicy {

    @Override
    public long bytesPerSecond(final RoundView view) {
        return Math.min(policy.bytesPerSecond(view), capBytesPerSecond);
    }

    @Override
    public long maximumBytesPerSecond() {
        return Math.min(policy.maximumBytesPerSecond(), capBytesPerSecond);
    }
}
