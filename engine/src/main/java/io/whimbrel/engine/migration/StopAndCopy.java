package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;

/** Pauses at once and sends everything while the guest stands still: the baseline, with the longest downtime. */
public final class StopAndCopy extends PausingStrategy {

    /** Makes the strategy of one migration. */
    public StopAndCopy() {}

    @Override
    public Convergence.Decision decision() {
        return Convergence.Decision.STOP_AND_COPY;
    }
}
