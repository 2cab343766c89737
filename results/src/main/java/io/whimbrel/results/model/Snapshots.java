package io.whimbrel.results.model;

/**
 * What a snapshot of a running guest costs it. Applies while writing the snapshot is limited by the disk, and the guest
 * is not slowed down by it.
 */
public final class Snapshots {

    private Snapshots() {}

    /**
     * The pages that copy-on-write has to copy, each at its first write while the snapshot is written; also the write
     * faults of a snapshot by write protection.
     *
     * @param guest              of which the snapshot is
     * @param diskBytesPerSecond rate at which the snapshot is written
     * @return pages
     */
    public static double copiedPages(final ModelledGuest guest, final double diskBytesPerSecond) {
        return guest.dirty().pages(guest.pages() * guest.pageBytes() / diskBytesPerSecond);
    }

    /**
     * The time that the link needs for one epoch of continuous checkpoints.
     *
     * @param guest        that is checkpointed
     * @param link         that carries the checkpoints
     * @param epochSeconds time from one checkpoint to the next
     * @return seconds; more than the epoch itself means that the link cannot keep up
     */
    public static double epochSeconds(final ModelledGuest guest, final ModelledLink link, final double epochSeconds) {
        return guest.dirty().pages(epochSeconds) / link.pagesPerSecond(guest);
    }
}
