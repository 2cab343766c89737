package io.whimbrel.results.model;

import java.util.Locale;

/**
 * The geometric series: every pass leaves the same share L of what it sent, dirty rate by bandwidth, so V(k) = V(0) L^k,
 * and n = ceil(log_L(limit / V(0))) passes get beneath the limit if L is less than 1.
 *
 * <p>Applies only while every write hits a page that is still clean, for as long as the first pass takes.
 */
public final class GeometricModel implements PrecopyModel {

    private static final double NEARLY_STRAIGHT = 0.95;

    /** Makes the model. */
    public GeometricModel() {}

    @Override
    public String name() {
        return "geometric";
    }

    @Override
    public Prediction predict(final ModelledGuest guest, final ModelledLink link, final double downtimeLimitSeconds) {
        final double first = link.firstPassBytes(guest) / link.bytesPerSecond();
        final double left = guest.dirty().pagesPerSecond() / link.pagesPerSecond(guest);
        final double afterFirst = first * left;
        final String caveat = caveat(guest, first);
        if (afterFirst > downtimeLimitSeconds && left >= 1) {
            return Prediction.never(name(), afterFirst, caveat);
        }
        final double pageSeconds = 1 / link.pagesPerSecond(guest);
        final int passes = afterFirst <= downtimeLimitSeconds
                ? 1
                : (int) Math.ceil(Math.log(Math.max(downtimeLimitSeconds, pageSeconds) / first) / Math.log(left));
        final double rest = first * Math.pow(left, passes);
        // A limit of less than a page is met by nothing but no page at all; any other is met but for rounding.
        final double downtime = downtimeLimitSeconds < pageSeconds ? 0 : Math.min(rest, downtimeLimitSeconds);
        final double live = left == 1 ? first * passes : first * (1 - Math.pow(left, passes)) / (1 - left);
        return Prediction.converging(name(), live + downtime, downtime, (live + downtime) * link.bytesPerSecond(),
                passes + 1, caveat);
    }

    private static String caveat(final ModelledGuest guest, final double firstPassSeconds) {
        final double straight = guest.dirty().pagesPerSecond() * firstPassSeconds;
        final double share = straight == 0 ? 1 : guest.dirty().pages(firstPassSeconds) / straight;
        return share >= NEARLY_STRAIGHT
                ? ""
                : String.format(Locale.ROOT, "pages are rewritten: the first pass leaves %.2g %% of the pages that "
                        + "this model expects", 100 * share);
    }
}
