package io.whimbrel.results.model;

/**
 * Sending, of a page that the other side has in an older version, only what differs. It is as if the link were faster,
 * for every pass but the first.
 *
 * <p>Applies while pages of the hot set are alike. The share of hits drops at once to nothing where the cache is smaller
 * than a set that is written in turn, and gently where some pages are written far more often than others.
 *
 * @param hitShare        share of the pages sent whose older version is still in the cache, 0 to 1
 * @param compressedShare length of such a page's difference by the length of the page, 0 to 1
 */
public record DeltaCompression(double hitShare, double compressedShare) {

    /**
     * Checks both shares.
     *
     * @throws IllegalArgumentException when one is not from 0 to 1, or nothing at all would be sent
     */
    public DeltaCompression {
        if (!(hitShare >= 0 && hitShare <= 1 && compressedShare >= 0 && compressedShare <= 1)) {
            throw new IllegalArgumentException(
                    "shares are from 0 to 1, not " + hitShare + " and " + compressedShare);
        }
        if (hitShare * (1 - compressedShare) == 1) {
            throw new IllegalArgumentException(
                    "a page that is sent takes some bytes: compressed share 0 of every page");
        }
    }

    /**
     * The bandwidth that a link without compression would need to do as well.
     *
     * @param bytesPerSecond of the link
     * @return bytes per second
     */
    public double effectiveBytesPerSecond(final double bytesPerSecond) {
        return bytesPerSecond / (1 - hitShare * (1 - compressedShare));
    }
}
