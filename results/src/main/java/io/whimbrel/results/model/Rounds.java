package io.whimbrel.results.model;

/**
 * Pre-copy in rounds, whatever the curve: the first pass sends every page, each later one what was dirtied while the one
 * before was sent, until that fits the limit.
 *
 * <p>A pass that leaves no fewer pages than it was given makes no progress, and none after it will, for a longer pass
 * never leaves fewer. Nor is a migration of {@value #MAX_PASSES} passes one that ends. A rest of less than one page that
 * does not fit the limit is taken for none: a page is dirty or it is not, and soon none will be.
 */
final class Rounds {

    private static final int MAX_PASSES = 100_000;

    private final double pageCostBytes;
    private final double bytesPerSecond;
    private final double firstPassBytes;

    Rounds(final ModelledGuest guest, final ModelledLink link) {
        pageCostBytes = link.pageCostBytes(guest);
        bytesPerSecond = link.bytesPerSecond();
        firstPassBytes = link.firstPassBytes(guest);
    }

    Prediction predict(final String model, final DirtyCurve dirty, final double limitSeconds, final Caveats caveats) {
        double passSeconds = firstPassBytes / bytesPerSecond;
        double longestSeconds = passSeconds;
        double seconds = 0;
        double pages = Double.POSITIVE_INFINITY;
        double floorSeconds = Double.POSITIVE_INFINITY;
        for (int passes = 1; passes < MAX_PASSES; passes++) {
            seconds += passSeconds;
            longestSeconds = Math.max(longestSeconds, passSeconds);
            final double left = dirty.pages(passSeconds);
            final double leftSeconds = left * pageCostBytes / bytesPerSecond;
            floorSeconds = Math.min(floorSeconds, leftSeconds);
            if (leftSeconds <= limitSeconds || left < 1) {
                final double downtimeSeconds = leftSeconds <= limitSeconds ? leftSeconds : 0;
                return Prediction.converging(model, seconds + downtimeSeconds, downtimeSeconds,
                        (seconds + downtimeSeconds) * bytesPerSecond, passes + 1, caveats.of(longestSeconds));
            }
            if (left >= pages) {
                break;
            }
            pages = left;
            passSeconds = leftSeconds;
        }
        return Prediction.never(model, floorSeconds, caveats.of(longestSeconds));
    }

    /** Says why a model does not quite apply, knowing the longest pass. */
    @FunctionalInterface
    interface Caveats {
        String of(double longestPassSeconds);
    }
}
