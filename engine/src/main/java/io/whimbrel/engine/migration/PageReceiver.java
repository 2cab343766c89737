package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageVersions;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.protocol.ProtocolException;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.protocol.sbe.PageBatchDecoder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.checksum.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks each batch and copies its pages straight from the link's buffer into the guest's memory. Allocates nothing.
 * A batch that is torn, foreign or out of order throws {@link ProtocolException} before any page of it is applied.
 */
final class PageReceiver implements FrameHandler {

    private final GuestMemory memory;
    private final PageVersions versions;
    private final PageEncoding encoding;
    private final long migrationId;
    private final long guestPages;
    private final int pageBytes;
    private final HierarchicalBitmap held;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PageBatchDecoder batch = new PageBatchDecoder();
    private final UnsafeBuffer encoded = new UnsafeBuffer(0, 0);
    private long batches;
    private long pages;
    private long bytes;
    private long digest;

    PageReceiver(final GuestMemory memory, final PageEncoding encoding, final long migrationId) {
        this.memory = memory;
        this.versions = memory.versions();
        this.encoding = encoding;
        this.migrationId = migrationId;
        this.guestPages = memory.geometry().pages();
        this.pageBytes = memory.geometry().pageBytes();
        this.held = new HierarchicalBitmap(guestPages);
    }

    @Override
    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (length < Wire.BATCH_HEADER_LENGTH) {
            throw new ProtocolException("a frame of " + length + " B is shorter than a batch's header");
        }
        header.wrap(buffer, offset);
        // The header lies outside the checksum, and so every field of it must be what it can only be.
        if (header.schemaId() != PageBatchDecoder.SCHEMA_ID || header.templateId() != PageBatchDecoder.TEMPLATE_ID
                || header.version() != PageBatchDecoder.SCHEMA_VERSION
                || header.blockLength() != PageBatchDecoder.BLOCK_LENGTH) {
            throw new ProtocolException("a frame of schema " + header.schemaId() + " version " + header.version()
                    + ", template " + header.templateId() + ", block of " + header.blockLength()
                    + " B on the data stream");
        }
        batch.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        if (batch.migrationId() != migrationId || batch.sequence() < batches) {
            // Left over from an earlier migration on the same link, or delivered twice.
            return;
        }
        check(buffer, offset, length);
        final int end = offset + Wire.BATCH_HEADER_LENGTH + (int) batch.length();
        int at = offset + Wire.BATCH_HEADER_LENGTH;
        for (int left = batch.entries(); left > 0; left--) {
            at = apply(buffer, at, end);
        }
        if (at != end) {
            throw new ProtocolException("batch " + batch.sequence() + " holds more than its entries");
        }
        digest = Wire.digest(digest, (int) batch.crc());
        batches++;
        bytes += Wire.BATCH_HEADER_LENGTH;
    }

    private void check(final DirectBuffer buffer, final int offset, final int length) {
        if (batch.sequence() != batches) {
            throw new ProtocolException("batch " + batch.sequence() + " came where " + batches
                    + " was due: the link has lost data");
        }
        if (Wire.BATCH_HEADER_LENGTH + batch.length() != length) {
            throw new ProtocolException("batch " + batch.sequence() + " says that it holds " + batch.length()
                    + " B of entries in a frame of " + length + " B");
        }
        final int crc = Crc32c.INSTANCE.compute(buffer.addressOffset(), offset + Wire.CRC_FROM,
                length - Wire.CRC_FROM);
        if (crc != (int) batch.crc()) {
            throw new ProtocolException("batch " + batch.sequence() + " has the checksum "
                    + Integer.toHexString(crc) + ", not " + Integer.toHexString((int) batch.crc())
                    + " as when it was sent: corrupted on the way");
        }
    }

    private int apply(final DirectBuffer buffer, final int at, final int end) {
        if (at + Wire.ENTRY_HEADER_LENGTH > end) {
            throw new ProtocolException("batch " + batch.sequence() + " ends within an entry");
        }
        final long pageAndKind = buffer.getLong(at);
        final int kind = Wire.kind(pageAndKind);
        final long page = Wire.page(pageAndKind);
        final int sliceOffset = buffer.getInt(at + Wire.ENTRY_OFFSET_OFFSET);
        final int length = buffer.getInt(at + Wire.ENTRY_LENGTH_OFFSET);
        if (page >= guestPages || sliceOffset < 0 || length < 0 || length > pageBytes - sliceOffset
                || at + Wire.entryLength(kind, length) > end
                || (kind == Wire.KIND_VERSION) != (versions != null) && kind != Wire.KIND_ZERO) {
            throw new ProtocolException("batch " + batch.sequence() + " holds bytes " + sliceOffset + " to "
                    + (sliceOffset + (long) length) + " of page " + page + ", which do not exist");
        }
        final long source = buffer.addressOffset() + at + Wire.ENTRY_HEADER_LENGTH;
        switch (kind) {
            case Wire.KIND_RAW -> UnsafeApi.copyMemory(source, memory.addressOfPage(page) + sliceOffset, length);
            case Wire.KIND_ZERO -> zero(page);
            case Wire.KIND_ENCODED -> {
                encoded.wrap(source, length);
                encoding.decode(page, encoded, 0, length, memory.addressOfPage(page), pageBytes);
            }
            case Wire.KIND_VERSION -> versions.version(page, buffer.getLong(at + Wire.ENTRY_HEADER_LENGTH));
            default -> throw new ProtocolException("batch " + batch.sequence() + " holds an entry of kind " + kind);
        }
        final boolean sliced = kind == Wire.KIND_RAW || kind == Wire.KIND_VERSION;
        if (!sliced || sliceOffset + length == pageBytes) {
            held.add(page);
            pages++;
        }
        bytes += Wire.entryLength(length);
        return at + Wire.entryLength(kind, length);
    }

    private void zero(final long page) {
        // Fresh memory is zero already, and writing to it would only cost.
        if (held.contains(page)) {
            if (versions == null) {
                UnsafeApi.setMemory(memory.addressOfPage(page), pageBytes, (byte) 0);
            } else {
                versions.version(page, 0);
            }
        }
    }

    /** Whether every page of the guest has come at least once. */
    boolean holdsEveryPage() {
        return held.cardinality() == guestPages;
    }

    long missingPages() {
        return guestPages - held.cardinality();
    }

    long batches() {
        return batches;
    }

    /** Pages applied, each counted when its last byte was. */
    long pages() {
        return pages;
    }

    long bytes() {
        return bytes;
    }

    long digest() {
        return digest;
    }
}
