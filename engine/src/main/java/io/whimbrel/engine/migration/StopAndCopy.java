package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;

/** Pauses at once and sends everything while the guest stands still: the baseline, with the longest downtime. */
public final class StopAndCopy implements MigrationStrategy {

    /** Makes the strategy of one migration. */
    public StopAndCopy() {}

    @Override
    public void begin(final Transfer transfer) {
        transfer.addEveryPage();
    }

    @Override
    public int doWork(final Transfer transfer) {
        return 0;
    }

    @Override
    public Convergence.Decision decision() {
        return Convergence.Decision.STOP_AND_COPY;
    }
}
