package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.snapshot.Snapshot;

/** Where the pages of an image come from: what they hold must not change until it is written. */
public interface ImageContent {

    /**
     * The shape of the memory.
     *
     * @return geometry
     */
    PageGeometry geometry();

    /**
     * How many bytes are kept of a page.
     *
     * @return the page size, or 8 where only versions are
     */
    int blockBytes();

    /**
     * Which pages go into the image.
     *
     * @return all of them for an image without a parent
     */
    PageSet pages();

    /**
     * Where the blocks of consecutive pages lie, one after the other: where this has them, or copied to a place that
     * the caller gives. Until the next call they stay as they are.
     *
     * @param page    the first
     * @param count   how many, all of them in {@link #pages()}
     * @param scratch address of room for as many
     * @return address in this process
     */
    long blocks(long page, int count, long scratch);

    /**
     * All pages of a memory.
     *
     * @param memory nobody may write to it until the image is written
     * @return content of a full image
     */
    static ImageContent of(final GuestMemory memory) {
        return of(memory, allOf(memory.geometry()));
    }

    /**
     * Some pages of a memory.
     *
     * @param memory nobody may write to it until the image is written
     * @param pages  which
     * @return content of an incremental image
     */
    static ImageContent of(final GuestMemory memory, final PageSet pages) {
        return new MemoryContent(memory, pages);
    }

    /**
     * Pages of a snapshot. Every page of it is given up: those not wanted at once, the others as they are read.
     *
     * @param snapshot nobody else reads it
     * @param pages    which
     * @return content of an image, incremental unless these are all
     */
    static ImageContent of(final Snapshot snapshot, final PageSet pages) {
        return new SnapshotContent(snapshot, pages);
    }

    /**
     * All pages.
     *
     * @param geometry of the memory
     * @return all that there are
     */
    static PageSet allOf(final PageGeometry geometry) {
        final HierarchicalBitmap all = new HierarchicalBitmap(geometry.pages());
        all.addAll();
        return all;
    }
}
