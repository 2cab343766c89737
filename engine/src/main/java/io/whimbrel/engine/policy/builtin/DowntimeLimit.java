package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.RoundView;

/**
 * QEMU's rule: stops when what remains, sent at the bandwidth just measured, takes no longer than the limit (heuristics
 * S4; qemu migration/migration.c). The limit is a target for the pages' bytes, not a bound on the downtime, and there
 * is no limit on rounds: a guest that writes fast enough is migrated for ever.
 */
public final class DowntimeLimit implements Convergence {

    private static final double NS_PER_S = 1e9;

    private final long limitNs;

    /**
     * Makes the condition of one migration.
     *
     * @param limitNs downtime to aim at, in nanoseconds
     */
    public DowntimeLimit(final long limitNs) {
        this.limitNs = limitNs;
    }

    @Override
    public Decision decide(final RoundView view) {
        final double thresholdBytes = view.measuredBytesPerSecond() * limitNs / NS_PER_S;
        return (double) view.dirtyPages() * view.pageBytes() <= thresholdBytes
                ? Decision.STOP_AND_COPY
                : Decision.CONTINUE;
    }
}
