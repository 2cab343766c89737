package io.whimbrel.results.model;

/**
 * A guest as a model sees it.
 *
 * @param pages     pages of the guest
 * @param zeroPages how many of them are all zero at first; one that is dirtied is not zero any more
 * @param pageBytes length of a page in bytes
 * @param dirty     how it dirties them
 */
public record ModelledGuest(double pages, double zeroPages, int pageBytes, DirtyCurve dirty) {

    /**
     * Checks the numbers against each other.
     *
     * @throws IllegalArgumentException naming the one that does not fit
     */
    public ModelledGuest {
        if (!(pages >= 1)) {
            throw new IllegalArgumentException("pages: a guest has at least one, not " + pages);
        }
        if (!(zeroPages >= 0 && zeroPages <= pages)) {
            throw new IllegalArgumentException("zero pages: from 0 to " + pages + ", not " + zeroPages);
        }
        if (pageBytes < 1) {
            throw new IllegalArgumentException("page size: at least 1 B, not " + pageBytes);
        }
    }

    /**
     * The same guest held back.
     *
     * @param throttle share of the time that it must not run, 0 to less than 1
     * @return the guest with its curve slowed down
     */
    public ModelledGuest slowedBy(final double throttle) {
        return new ModelledGuest(pages, zeroPages, pageBytes, dirty.slowedBy(throttle));
    }
}
