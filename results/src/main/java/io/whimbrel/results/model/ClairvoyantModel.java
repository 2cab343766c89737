package io.whimbrel.results.model;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.results.optimum.AccessHistory;
import io.whimbrel.results.optimum.PrecopyOptimum;
import io.whimbrel.results.optimum.SwitchPoint;
import java.util.Locale;

/**
 * The bound for all others: a source that knows every write beforehand sends each page once, after its last one, and
 * pauses the guest under the same rule as the others, at the first instant after one pass at which the rest fits.
 *
 * <p>Applies to the very writes that it was given, whatever curve the guest has, for as long as they are known.
 */
public final class ClairvoyantModel implements PrecopyModel {

    private static final double NS_PER_SECOND = 1e9;

    private final AccessHistory writes;
    private final PageSet zero;
    private final long endNs;

    /**
     * Knows a guest's future.
     *
     * @param writes its writes, the migration starting at 0
     * @param zero   the pages that are all zero at 0; must not change
     * @param endNs  until when the writes are known, nanoseconds
     */
    public ClairvoyantModel(final AccessHistory writes, final PageSet zero, final long endNs) {
        this.writes = writes;
        this.zero = zero;
        this.endNs = endNs;
    }

    @Override
    public String name() {
        return "clairvoyant";
    }

    @Override
    public Prediction predict(final ModelledGuest guest, final ModelledLink link, final double downtimeLimitSeconds) {
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, 0,
                NS_PER_SECOND * link.pageCostBytes(guest) / link.bytesPerSecond(), zero,
                NS_PER_SECOND * link.headerBytes() / link.bytesPerSecond());
        final long passNs = (long) Math.ceil(optimum.leastTotalTimeNs());
        final double limitNs = downtimeLimitSeconds * NS_PER_SECOND;
        final SwitchPoint point = optimum.earliest(passNs, Math.max(passNs, endNs), limitNs);
        final String caveat = passNs <= endNs
                ? ""
                : String.format(Locale.ROOT, "the writes are known for %.3g s, the first pass takes %.3g s",
                        endNs / NS_PER_SECOND, passNs / NS_PER_SECOND);
        return point.downtimeNs() <= limitNs
                ? Prediction.converging(name(), point.endNs() / NS_PER_SECOND, point.downtimeNs() / NS_PER_SECOND,
                        optimum.busyNs(point.switchNs()) / NS_PER_SECOND * link.bytesPerSecond(), null, caveat)
                : Prediction.never(name(), point.downtimeNs() / NS_PER_SECOND, caveat);
    }
}
