package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.protocol.ProtocolException;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.protocol.sbe.PageBatchDecoder;
import org.agrona.DirectBuffer;
import org.agrona.checksum.Crc32c;

/**
 * Checks the batches of one stream and has their pages applied straight from the link's buffer. Allocates nothing. A
 * batch that is torn, foreign or out of order throws {@link ProtocolException} before any page of it is applied.
 */
final class PageReceiver implements FrameHandler {

    private final ArrivingMemory arriving;
    private final long migrationId;
    private final int attachment;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PageBatchDecoder batch = new PageBatchDecoder();
    private long batches;
    private long digest;

    PageReceiver(final ArrivingMemory arriving, final long migrationId, final int attachment) {
        this.arriving = arriving;
        this.migrationId = migrationId;
        this.attachment = attachment;
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
        if (batch.migrationId() != migrationId || batch.attachment() != attachment || batch.sequence() < batches) {
            // Left over from an earlier migration on the same link, or from before it was renewed, or delivered twice.
            return;
        }
        arriving.frameArrived();
        check(buffer, offset, length);
        if (batch.entries() == 0 && batch.length() == 0) {
            // Only followed the last one, so that its loss would have shown.
            return;
        }
        arriving.beginFrame();
        final int end = offset + Wire.BATCH_HEADER_LENGTH + (int) batch.length();
        int at = offset + Wire.BATCH_HEADER_LENGTH;
        for (int left = batch.entries(); left > 0; left--) {
            at = arriving.apply(buffer, at, end, batch.sequence());
        }
        if (at != end) {
            throw new ProtocolException("batch " + batch.sequence() + " holds more than its entries");
        }
        digest = Wire.digest(digest, (int) batch.crc());
        batches++;
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

    long batches() {
        return batches;
    }

    long digest() {
        return digest;
    }
}
