package io.whimbrel.results.model;

/**
 * A link as a model sees it: a rate, and what a page costs beside its bytes.
 *
 * @param bytesPerSecond what it carries, headers included
 * @param headerBytes    bytes that go with every page, whether zero or not; may be fractional
 */
public record ModelledLink(double bytesPerSecond, double headerBytes) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming the one that cannot be
     */
    public ModelledLink {
        if (!(bytesPerSecond > 0) || Double.isInfinite(bytesPerSecond)) {
            throw new IllegalArgumentException("bandwidth: more than 0 and finite, not " + bytesPerSecond + " B/s");
        }
        if (!(headerBytes >= 0)) {
            throw new IllegalArgumentException("header bytes: at least 0, not " + headerBytes);
        }
    }

    /**
     * What a page that is not zero costs.
     *
     * @param guest whose page
     * @return bytes
     */
    public double pageCostBytes(final ModelledGuest guest) {
        return guest.pageBytes() + headerBytes;
    }

    /**
     * What sending every page once costs.
     *
     * @param guest whose pages
     * @return bytes
     */
    public double firstPassBytes(final ModelledGuest guest) {
        return guest.pages() * headerBytes + (guest.pages() - guest.zeroPages()) * guest.pageBytes();
    }

    /**
     * How many pages that are not zero it carries.
     *
     * @param guest whose pages
     * @return pages per second
     */
    public double pagesPerSecond(final ModelledGuest guest) {
        return bytesPerSecond / pageCostBytes(guest);
    }
}
