package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.DowntimePredictor;
import io.whimbrel.engine.policy.RoundView;

/**
 * QEMU's expected downtime: the dirty bytes divided by the bandwidth of the last round (qemu migration/migration.c).
 * Leaves out the execution state, the handoff and the resumption.
 */
public final class BandwidthPredictor implements DowntimePredictor {

    private static final double NS_PER_S = 1e9;

    /** Makes the predictor of one migration. */
    public BandwidthPredictor() {}

    @Override
    public long expectedDowntimeNs(final RoundView view) {
        final double bytesPerSecond = view.measuredBytesPerSecond();
        return bytesPerSecond == 0
                ? -1
                : (long) ((double) view.dirtyPages() * view.pageBytes() / bytesPerSecond * NS_PER_S);
    }
}
