package io.whimbrel.engine.image;

import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.protocol.sbe.MessageHeaderEncoder;
import io.whimbrel.engine.protocol.sbe.PageBatchDecoder;
import io.whimbrel.engine.protocol.sbe.PageBatchEncoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.checksum.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What an image has of each page: nothing, zeroes, or bytes and their checksum. Eight bytes a page in memory, rows of
 * {@link ImageLayout#PAGES_PER_FRAME}. Not thread-safe while it is made, immutable afterwards.
 */
final class ImageIndex {

    private static final int KIND_SHIFT = Integer.SIZE;
    private static final long ABSENT = (long) ImageLayout.KIND_ABSENT << KIND_SHIFT;

    private final ImageLayout layout;
    private final long[][] rows;
    private long storedPages;
    private long zeroPages;
    private long digest;

    /** An index without pages. */
    ImageIndex(final ImageLayout layout) {
        this.layout = layout;
        rows = new long[Math.toIntExact(layout.frames())][];
        for (int frame = 0; frame < rows.length; frame++) {
            rows[frame] = new long[layout.entriesOf(frame)];
            Arrays.fill(rows[frame], ABSENT);
        }
    }

    void stored(final long page, final int crc) {
        set(page, (long) layout.storedKind() << KIND_SHIFT | Integer.toUnsignedLong(crc));
        storedPages++;
    }

    void zero(final long page) {
        set(page, (long) Wire.KIND_ZERO << KIND_SHIFT);
        zeroPages++;
    }

    private void set(final long page, final long entry) {
        rows[(int) (page / ImageLayout.PAGES_PER_FRAME)][(int) (page % ImageLayout.PAGES_PER_FRAME)] = entry;
    }

    private long entry(final long page) {
        return rows[(int) (page / ImageLayout.PAGES_PER_FRAME)][(int) (page % ImageLayout.PAGES_PER_FRAME)];
    }

    int kind(final long page) {
        return (int) (entry(page) >>> KIND_SHIFT);
    }

    boolean isStored(final long page) {
        return kind(page) == layout.storedKind();
    }

    boolean isAbsent(final long page) {
        return kind(page) == ImageLayout.KIND_ABSENT;
    }

    int crc(final long page) {
        return (int) entry(page);
    }

    long storedPages() {
        return storedPages;
    }

    long zeroPages() {
        return zeroPages;
    }

    /** Over the frames written or read so far, in order. */
    long digest() {
        return digest;
    }

    /** The next frame as it stands in the file; to be called once for each, in order. */
    int encode(final int frame, final long imageId, final UnsafeBuffer buffer) {
        final long[] row = rows[frame];
        final PageBatchEncoder batch = new PageBatchEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .entries(row.length).attachment(0).migrationId(imageId).sequence(frame).round(0)
                .length((long) row.length * ImageLayout.ENTRY_BYTES);
        int at = Wire.BATCH_HEADER_LENGTH;
        for (int i = 0; i < row.length; i++) {
            final int kind = (int) (row[i] >>> KIND_SHIFT);
            buffer.putLong(at, Wire.pageAndKind((long) frame * ImageLayout.PAGES_PER_FRAME + i, kind),
                    ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(at + ImageLayout.ENTRY_CRC_OFFSET, (int) row[i], ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(at + ImageLayout.ENTRY_LENGTH_OFFSET, kind == layout.storedKind() ? layout.blockBytes() : 0,
                    ByteOrder.LITTLE_ENDIAN);
            at += ImageLayout.ENTRY_BYTES;
        }
        final int crc = Crc32c.INSTANCE.compute(buffer.addressOffset(), Wire.CRC_FROM, at - Wire.CRC_FROM);
        batch.crc(Integer.toUnsignedLong(crc));
        digest = Wire.digest(digest, crc);
        return at;
    }

    /** Takes over the next frame from a file; to be called once for each, in order. */
    void decode(final int frame, final long imageId, final UnsafeBuffer buffer, final Path file) {
        final long offset = layout.offsetOf(frame);
        final int length = layout.bytesOf(frame);
        final int crc = Crc32c.INSTANCE.compute(buffer.addressOffset(), Wire.CRC_FROM, length - Wire.CRC_FROM);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        final PageBatchDecoder batch = new PageBatchDecoder().wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH,
                PageBatchDecoder.BLOCK_LENGTH, PageBatchDecoder.SCHEMA_VERSION);
        if (header.schemaId() != PageBatchDecoder.SCHEMA_ID || header.templateId() != PageBatchDecoder.TEMPLATE_ID
                || header.version() != PageBatchDecoder.SCHEMA_VERSION
                || header.blockLength() != PageBatchDecoder.BLOCK_LENGTH || crc != (int) batch.crc()) {
            throw ImageException.at(file, offset, "the index is damaged: its batch " + frame
                    + " does not match its checksum");
        }
        if (batch.migrationId() != imageId || batch.sequence() != frame || batch.entries() != rows[frame].length
                || batch.length() != length - Wire.BATCH_HEADER_LENGTH || batch.round() != 0
                || batch.attachment() != 0) {
            throw ImageException.at(file, offset, "the index is damaged: here lies batch " + batch.sequence()
                    + " of image " + Long.toHexString(batch.migrationId()) + " instead of batch " + frame);
        }
        for (int i = 0; i < rows[frame].length; i++) {
            decodeEntry((long) frame * ImageLayout.PAGES_PER_FRAME + i, buffer,
                    Wire.BATCH_HEADER_LENGTH + i * ImageLayout.ENTRY_BYTES, offset, file);
        }
        digest = Wire.digest(digest, crc);
    }

    private void decodeEntry(final long page, final UnsafeBuffer buffer, final int at, final long frameOffset,
            final Path file) {
        final int kind = Wire.kind(buffer.getLong(at, ByteOrder.LITTLE_ENDIAN));
        final int crc = buffer.getInt(at + ImageLayout.ENTRY_CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int length = buffer.getInt(at + ImageLayout.ENTRY_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final boolean stored = kind == layout.storedKind();
        if (Wire.page(buffer.getLong(at, ByteOrder.LITTLE_ENDIAN)) != page
                || length != (stored ? layout.blockBytes() : 0) || !stored && crc != 0
                || !stored && kind != Wire.KIND_ZERO && kind != ImageLayout.KIND_ABSENT) {
            throw ImageException.at(file, frameOffset + at, "the index is damaged: this is no entry of page " + page);
        }
        if (stored) {
            stored(page, crc);
        } else if (kind == Wire.KIND_ZERO) {
            zero(page);
        }
    }

    /** A buffer that holds any frame. */
    static UnsafeBuffer newFrameBuffer() {
        return new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(
                BitUtil.align(ImageLayout.MAX_FRAME_BYTES, BitUtil.CACHE_LINE_LENGTH)));
    }
}
