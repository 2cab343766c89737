package io.whimbrel.engine.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.checksum.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One image on disk, without its parent. Opening it checks manifest, index and length; pages are checked as they are
 * read. It must not be written to meanwhile; whoever replaces it by renaming disturbs nobody. Belongs to one thread at a
 * time.
 */
public final class ImageFile implements Closeable {

    private final Path path;
    private final FileChannel channel;
    private final ImageManifest manifest;
    private final ImageLayout layout;
    private final ImageIndex index;

    private ImageFile(final Path path, final FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        manifest = ManifestCodec.decode(firstBytes(), path);
        layout = new ImageLayout(manifest.geometry(), manifest.blockBytes(), ManifestCodec.lengthOf(manifest));
        if (channel.size() != layout.fileBytes()) {
            throw ImageException.at(path, Math.min(channel.size(), layout.fileBytes()), "the image is "
                    + (channel.size() < layout.fileBytes() ? "torn" : "longer than it was") + ": the file has "
                    + channel.size() + " B instead of " + layout.fileBytes());
        }
        index = readIndex();
    }

    private byte[] firstBytes() throws IOException {
        final byte[] bytes = new byte[(int) Math.min(channel.size(), ManifestCodec.MAX_BYTES)];
        readFully(ByteBuffer.wrap(bytes), 0);
        return bytes;
    }

    private ImageIndex readIndex() throws IOException {
        final ImageIndex read = new ImageIndex(layout);
        final UnsafeBuffer buffer = ImageIndex.newFrameBuffer();
        for (int frame = 0; frame < layout.frames(); frame++) {
            readFully(buffer.byteBuffer().limit(layout.bytesOf(frame)).position(0), layout.offsetOf(frame));
            read.decode(frame, manifest.id(), buffer, path);
        }
        if (read.digest() != manifest.digest() || read.storedPages() != manifest.storedPages()
                || read.zeroPages() != manifest.zeroPages()) {
            throw ImageException.at(path, layout.indexOffset(), "the index is not the one that the manifest tells of");
        }
        if (!manifest.isIncremental() && read.storedPages() + read.zeroPages() != manifest.geometry().pages()) {
            throw ImageException.at(path, layout.indexOffset(), "pages are absent from an image that has no parent");
        }
        return read;
    }

    /**
     * Opens an image.
     *
     * @param path the file
     * @return the image, to be closed
     * @throws ImageException       in one line, when there is no such file, or it is not a whole image
     * @throws UncheckedIOException when it cannot be read
     */
    public static ImageFile open(final Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ImageException(path + ": there is no such file");
        }
        try {
            final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new ImageFile(path, channel);
            } catch (final IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Whether a file begins as an image does. */
    static boolean looksLikeOne(final Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return ManifestCodec.isImage(in.readNBytes(Long.BYTES));
        }
    }

    /**
     * Where the image is.
     *
     * @return the path by which it was opened
     */
    public Path path() {
        return path;
    }

    /**
     * What it says of itself.
     *
     * @return manifest
     */
    public ImageManifest manifest() {
        return manifest;
    }

    /**
     * The length of the file.
     *
     * @return bytes, holes included
     */
    public long bytes() {
        return layout.fileBytes();
    }

    /**
     * The bytes that are not in holes but for the file system's rounding.
     *
     * @return bytes
     */
    public long bytesKept() {
        return layout.dataOffset() + manifest.storedPages() * layout.blockBytes();
    }

    ImageIndex index() {
        return index;
    }

    ImageLayout layout() {
        return layout;
    }

    /** Reads pages that are stored here, one after the other, and checks them. */
    void read(final long first, final int count, final long address) {
        final int blockBytes = layout.blockBytes();
        try {
            readFully(Addresses.asBuffer(address, count * blockBytes), layout.slotOf(first));
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < count; i++) {
            if (Crc32c.INSTANCE.compute(address + (long) i * blockBytes, 0, blockBytes) != index.crc(first + i)) {
                throw ImageException.at(path, layout.slotOf(first + i), "page " + (first + i)
                        + " does not match its checksum");
            }
        }
    }

    /** Reads bytes wherever they are; the caller checks them. */
    void readFully(final ByteBuffer buffer, final long offset) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            final int read = channel.read(buffer, at);
            if (read < 0) {
                throw ImageException.at(path, at, "the image was cut short while it was read");
            }
            at += read;
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot close " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
