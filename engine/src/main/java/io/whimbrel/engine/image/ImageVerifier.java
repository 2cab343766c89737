package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.ZeroBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads every byte of an image, also those that restoring it never would: holes must be holes, and gaps empty. */
public final class ImageVerifier {

    private static final int BUFFER_BYTES = 2 << 20;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER_BYTES));

    /** Makes one. */
    public ImageVerifier() {}

    /**
     * Verifies one image without its parent; opening it has checked manifest and index.
     *
     * @param image the image
     * @throws ImageException       when a byte is not what it was when the image was written
     * @throws UncheckedIOException when it cannot be read
     */
    public void verify(final ImageFile image) {
        final ImageLayout layout = image.layout();
        try {
            requireZeroes(image, layout.manifestEnd(), layout.indexOffset());
            requireZeroes(image, layout.indexEnd(), layout.dataOffset());
            final long pages = layout.geometry().pages();
            final int maxRun = BUFFER_BYTES / layout.blockBytes();
            for (long page = 0; page < pages;) {
                final boolean stored = image.index().isStored(page);
                int run = 1;
                while (run < maxRun && page + run < pages && image.index().isStored(page + run) == stored) {
                    run++;
                }
                if (stored) {
                    image.read(page, run, buffer.addressOffset());
                } else {
                    requireZeroes(image, layout.slotOf(page), layout.slotOf(page + run));
                }
                page += run;
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + image + ": " + e.getMessage(), e);
        }
    }

    private void requireZeroes(final ImageFile image, final long from, final long to) throws IOException {
        for (long at = from; at < to;) {
            final int length = (int) Math.min(BUFFER_BYTES, to - at);
            image.readFully(buffer.byteBuffer().limit(length).position(0), at);
            final int words = length & -Long.BYTES;
            for (int i = ZeroBytes.at(buffer.addressOffset(), words) ? words : 0; i < length; i++) {
                if (buffer.getByte(i) != 0) {
                    throw ImageException.at(image.path(), at + i, "here must be nothing but zeroes");
                }
            }
            at += length;
        }
    }
}
