package io.whimbrel.results.model;

/**
 * A scan without rounds that cleans each page as it sends it (clear-at-send). In the long run a dirty page waits W for
 * its turn, and the pages that are dirty at any instant are B W, those that the link carries meanwhile: for a uniform hot
 * set the share 1 - B / rate of it, always fewer than rounds leave.
 *
 * <p>The first pass sends each page at some time within it, so its rest is the mean of the curve over its length. Where
 * that does not fit the limit but the long run does, the model knows that it will, and not when. It applies when writes
 * do not depend on one another; a guest that writes its pages in turn may run ahead of the scan or behind it.
 */
public final class ContinuousModel implements PrecopyModel {

    private static final int STEPS = 256;
    private static final int HALVINGS = 64;

    /** Makes the model. */
    public ContinuousModel() {}

    @Override
    public String name() {
        return "continuous";
    }

    @Override
    public Prediction predict(final ModelledGuest guest, final ModelledLink link, final double downtimeLimitSeconds) {
        final double linkPages = link.pagesPerSecond(guest);
        final double first = link.firstPassBytes(guest) / link.bytesPerSecond();
        final String caveat = RoundsModel.extrapolation(guest.dirty(), first);
        final double rest = meanOver(guest.dirty(), first) / linkPages;
        if (rest <= downtimeLimitSeconds) {
            return Prediction.converging(name(), first + rest, rest, (first + rest) * link.bytesPerSecond(), null,
                    caveat);
        }
        final double floor = floorSeconds(guest, linkPages);
        return floor <= downtimeLimitSeconds
                ? Prediction.eventually(name(), downtimeLimitSeconds, caveat)
                : Prediction.never(name(), Math.min(floor, rest), caveat);
    }

    private static double meanOver(final DirtyCurve dirty, final double seconds) {
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += dirty.pages((i + 0.5) / STEPS * seconds);
        }
        return sum / STEPS;
    }

    /** The wait in which the link carries as many pages as are dirty: by halving, since longer waits carry more. */
    private static double floorSeconds(final ModelledGuest guest, final double linkPages) {
        double low = 0;
        double high = guest.pages() / linkPages;
        for (int i = 0; i < HALVINGS; i++) {
            final double wait = (low + high) / 2;
            if (guest.dirty().pagesAfterRandomWait(wait) > linkPages * wait) {
                low = wait;
            } else {
                high = wait;
            }
        }
        return low;
    }
}
