package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.PageGeometry;

/**
 * What an image says of itself. Its id names the point in the guest's life that it holds, together with its ancestors;
 * {@linkplain ImageMerge merging} a chain into one image keeps it.
 *
 * @param id          never 0
 * @param parentId    id of the image that holds the pages absent here; 0 for none
 * @param parent      the parent's file, relative to the directory of this image's; empty for none
 * @param geometry    shape of the memory
 * @param blockBytes  bytes kept of a page: the page size, or 8 where only versions are kept
 * @param point       the guest but for its memory
 * @param storedPages pages whose bytes are in the file
 * @param zeroPages   pages that are all zero, of which no bytes are
 * @param digest      over the checksums of all pages
 */
public record ImageManifest(long id, long parentId, String parent, PageGeometry geometry, int blockBytes,
        GuestPoint point, long storedPages, long zeroPages, long digest) {

    /**
     * Whether the image needs another.
     *
     * @return true when it names a parent
     */
    public boolean isIncremental() {
        return parentId != 0;
    }

    ImageManifest counted(final long stored, final long zero, final long ofIndex) {
        return new ImageManifest(id, parentId, parent, geometry, blockBytes, point, stored, zero, ofIndex);
    }
}
