package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.memory.ZeroBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.agrona.checksum.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes images, each whole or not at all. The bytes of pages go from where they lie to the file, a run of pages at a
 * time, which is short enough to be in the processor's cache still when it is written after it was checked.
 */
public final class ImageWriter {

    private static final int RUN_BYTES = 256 << 10;

    private final Disk disk;

    /** Makes a writer. */
    public ImageWriter() {
        this(new LocalDisk());
    }

    ImageWriter(final Disk disk) {
        this.disk = disk;
    }

    /**
     * Writes a full image.
     *
     * @param target  its name; what has that name is replaced once the image is whole
     * @param id      names the point in the guest's life; not 0, and given to no other
     * @param point   the guest but for its memory
     * @param content all of its pages
     * @return what the image says of itself
     * @throws UncheckedIOException in one line naming the file, when it cannot be written; nothing is left behind
     */
    public ImageManifest write(final Path target, final long id, final GuestPoint point, final ImageContent content) {
        if (content.pages().cardinality() != content.geometry().pages()) {
            throw new IllegalArgumentException("an image without a parent has all " + content.geometry().pages()
                    + " pages, not " + content.pages().cardinality());
        }
        return write(target, manifest(id, 0, "", point, content), content);
    }

    /**
     * Writes an incremental image.
     *
     * @param target  its name; what has that name is replaced once the image is whole
     * @param id      names the point in the guest's life; not 0, and given to no other
     * @param point   the guest but for its memory
     * @param content the pages that have changed since the parent was written, others at will
     * @param parent  the image that holds the others
     * @return what the image says of itself
     * @throws ImageException       when the parent cannot be read, or is of another guest
     * @throws UncheckedIOException in one line naming the file, when it cannot be written; nothing is left behind
     */
    public ImageManifest write(final Path target, final long id, final GuestPoint point, final ImageContent content,
            final Path parent) {
        try (ImageFile opened = ImageFile.open(parent)) {
            final ImageManifest manifest = manifest(id, opened.manifest().id(), Kinship.nameOf(target, parent), point,
                    content);
            Kinship.require(manifest, target, opened);
            return write(target, manifest, content);
        }
    }

    private static ImageManifest manifest(final long id, final long parentId, final String parent,
            final GuestPoint point, final ImageContent content) {
        return new ImageManifest(id, parentId, parent, content.geometry(), content.blockBytes(), point, 0, 0, 0);
    }

    private ImageManifest write(final Path target, final ImageManifest manifest, final ImageContent content) {
        if (manifest.id() == 0) {
            throw new IllegalArgumentException("0 is no image's id");
        }
        final ImageLayout layout = new ImageLayout(manifest.geometry(), manifest.blockBytes(),
                ManifestCodec.lengthOf(manifest));
        try (NewImageFile file = new NewImageFile(target, disk)) {
            final ImageIndex index = new ImageIndex(layout);
            // The last page may be a hole, and the file ends where its slot does all the same.
            file.write(ByteBuffer.allocate(1), layout.fileBytes() - 1);
            writePages(file, content, layout, index);
            writeIndex(file, manifest.id(), layout, index);
            final ImageManifest counted = manifest.counted(index.storedPages(), index.zeroPages(), index.digest());
            file.write(ByteBuffer.wrap(ManifestCodec.encode(counted)), 0);
            file.commit();
            return counted;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + reason(e), e);
        }
    }

    private static void writePages(final NewImageFile file, final ImageContent content, final ImageLayout layout,
            final ImageIndex index) throws IOException {
        final int blockBytes = layout.blockBytes();
        final int maxRun = Math.max(1, RUN_BYTES / blockBytes);
        final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(maxRun * blockBytes));
        final PageSet pages = content.pages();
        for (long page = pages.next(0); page != PageSet.NONE;) {
            int count = 1;
            while (count < maxRun && page + count < pages.pages() && pages.contains(page + count)) {
                count++;
            }
            writeRun(file, layout, index, page, count, content.blocks(page, count, scratch.addressOffset()));
            page = pages.next(page + count);
        }
    }

    /**
     * Puts a run of pages into the index and writes those that are not zero, as many at once as lie together.
     *
     * @return pages written
     */
    static int writeRun(final NewImageFile file, final ImageLayout layout, final ImageIndex index,
            final long first, final int count, final long address) throws IOException {
        final int blockBytes = layout.blockBytes();
        int from = 0;
        int stored = 0;
        for (int i = 0; i < count; i++) {
            final long block = address + (long) i * blockBytes;
            if (ZeroBytes.at(block, blockBytes)) {
                index.zero(first + i);
                writeBlocks(file, layout, first, from, i, address);
                from = i + 1;
            } else {
                stored++;
                index.stored(first + i, Crc32c.INSTANCE.compute(block, 0, blockBytes));
            }
        }
        writeBlocks(file, layout, first, from, count, address);
        return stored;
    }

    private static void writeBlocks(final NewImageFile file, final ImageLayout layout, final long first, final int from,
            final int to, final long address) throws IOException {
        if (to > from) {
            file.write(
                    Addresses.asBuffer(address + (long) from * layout.blockBytes(), (to - from) * layout.blockBytes()),
                    layout.slotOf(first + from));
        }
    }

    static void writeIndex(final NewImageFile file, final long id, final ImageLayout layout,
            final ImageIndex index) throws IOException {
        final UnsafeBuffer buffer = ImageIndex.newFrameBuffer();
        for (int frame = 0; frame < layout.frames(); frame++) {
            final int length = index.encode(frame, id, buffer);
            file.write(buffer.byteBuffer().limit(length).position(0), layout.offsetOf(frame));
        }
    }

    /** A file system's exceptions say what is wrong in their reason, and in their message repeat the file's name. */
    static String reason(final IOException e) {
        if (e instanceof final FileSystemException f) {
            return f.getReason() == null ? f.getClass().getSimpleName().replace("Exception", "") : f.getReason();
        }
        return e.getMessage();
    }
}
