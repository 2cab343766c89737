package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.PageGeometry;

/**
 * A guest as it was at one instant: every page and the execution state, to be read while the guest runs on. Belongs to
 * one reading thread at a time.
 *
 * <p>Whoever needs each page but once, such as the writer of an image file, {@linkplain #releasePage releases} it after
 * reading: a copy-on-write snapshot then neither saves it nor keeps it any longer.
 */
public interface Snapshot extends AutoCloseable {

    /**
     * The shape of the guest's memory.
     *
     * @return geometry
     */
    PageGeometry geometry();

    /**
     * How many bytes there are of a page.
     *
     * @return the page size, or 8 where the guest's memory keeps versions
     */
    int blockBytes();

    /**
     * The execution state at the instant, and the instant.
     *
     * @return immutable
     */
    ExecutionState state();

    /**
     * Copies a page as it was at the instant. Neither waits nor allocates, however much the guest writes meanwhile, and
     * may be repeated until the page is released.
     *
     * @param page          page number
     * @param targetAddress where to copy {@link #blockBytes()} bytes to
     * @throws SnapshotException     when the page has been lost to a limit of memory
     * @throws IllegalStateException when the page has been released, or the snapshot closed
     */
    void readPage(long page, long targetAddress);

    /**
     * Gives a page up: it will not be read again. Neither waits nor allocates; does nothing for a page that has been
     * released already.
     *
     * @param page page number
     */
    void releasePage(long page);

    /** Gives the memory back. Idempotent. */
    @Override
    void close();
}
