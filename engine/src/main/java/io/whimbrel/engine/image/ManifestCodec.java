package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.ImageManifestDecoder;
import io.whimbrel.engine.protocol.sbe.ImageManifestEncoder;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.protocol.sbe.MessageHeaderEncoder;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes and reads what stands before an image's index: magic and manifest. */
final class ManifestCodec {

    /** Where the block of the manifest begins, and with it the checksum. */
    private static final int BLOCK = ImageLayout.MANIFEST_OFFSET + MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int CRC_FROM = BLOCK + Integer.BYTES;
    private static final int VERSION_AT = BLOCK + ImageManifestDecoder.formatVersionEncodingOffset();
    private static final int LENGTH_AT = BLOCK + ImageManifestDecoder.messageBytesEncodingOffset();
    private static final int DATA_LENGTH_BYTES = Short.BYTES;
    private static final int MAX_DATA_BYTES = 8192;
    /** Bytes to read of a file to have its magic and manifest whole. */
    static final int MAX_BYTES = BLOCK + ImageManifestDecoder.BLOCK_LENGTH + 3 * (DATA_LENGTH_BYTES + MAX_DATA_BYTES);
    private static final int MIN_BYTES = BLOCK + ImageManifestDecoder.BLOCK_LENGTH + 3 * DATA_LENGTH_BYTES;

    private ManifestCodec() {}

    /** The length of the message that a manifest takes, with its header. */
    static int lengthOf(final ImageManifest manifest) {
        return MIN_BYTES - ImageLayout.MANIFEST_OFFSET + checked(utf8(manifest.parent()), "name of the parent").length
                + checked(utf8(manifest.point().guest()), "guest's description").length
                + checked(state(manifest), "execution state").length;
    }

    private static byte[] state(final ImageManifest manifest) {
        final byte[] state = new byte[manifest.point().state().length()];
        manifest.point().state().copyTo(new UnsafeBuffer(state), 0);
        return state;
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] checked(final byte[] bytes, final String what) {
        if (bytes.length > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("a " + what + " of " + bytes.length + " B is longer than the "
                    + MAX_DATA_BYTES + " B that an image has for it");
        }
        return bytes;
    }

    static byte[] encode(final ImageManifest manifest) {
        final byte[] bytes = new byte[ImageLayout.MANIFEST_OFFSET + lengthOf(manifest)];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putLong(0, ImageLayout.MAGIC, ByteOrder.LITTLE_ENDIAN);
        final byte[] parent = utf8(manifest.parent());
        final byte[] guest = utf8(manifest.point().guest());
        final byte[] state = state(manifest);
        final ImageManifestEncoder encoder = new ImageManifestEncoder()
                .wrapAndApplyHeader(buffer, ImageLayout.MANIFEST_OFFSET, new MessageHeaderEncoder())
                .formatVersion(ImageLayout.FORMAT_VERSION).vcpus(manifest.point().vcpus())
                .messageBytes(bytes.length - ImageLayout.MANIFEST_OFFSET).pageBytes(manifest.geometry().pageBytes())
                .blockBytes(manifest.blockBytes()).reserved(0).memoryBytes(manifest.geometry().memoryBytes())
                .byteOrderMark(Wire.nativeByteOrderMark()).imageId(manifest.id()).parentId(manifest.parentId())
                .guestTimeNs(manifest.point().state().guestTimeNs()).storedPages(manifest.storedPages())
                .zeroPages(manifest.zeroPages()).digest(manifest.digest()).putParentFile(parent, 0, parent.length)
                .putGuest(guest, 0, guest.length).putState(state, 0, state.length);
        encoder.crc(Integer.toUnsignedLong(crc(bytes, bytes.length)));
        return bytes;
    }

    private static int crc(final byte[] bytes, final int end) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, CRC_FROM, end - CRC_FROM);
        return (int) crc.getValue();
    }

    /**
     * Whether a file begins as an image does.
     *
     * @param bytes as many of the first {@link #MAX_BYTES} as there are
     */
    static boolean isImage(final byte[] bytes) {
        return bytes.length >= Long.BYTES
                && new UnsafeBuffer(bytes).getLong(0, ByteOrder.LITTLE_ENDIAN) == ImageLayout.MAGIC;
    }

    /**
     * Reads a manifest.
     *
     * @param bytes the file's first, as many of {@link #MAX_BYTES} as there are
     * @param file  for the complaint
     */
    static ImageManifest decode(final byte[] bytes, final Path file) {
        if (!isImage(bytes)) {
            throw ImageException.at(file, 0, "this is not an image: it does not begin with WHIMIMAG");
        }
        if (bytes.length < MIN_BYTES) {
            throw ImageException.at(file, bytes.length, "the file ends within the manifest");
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        checkVersion(buffer, file);
        final long length = Integer.toUnsignedLong(buffer.getInt(LENGTH_AT, ByteOrder.LITTLE_ENDIAN));
        final long end = ImageLayout.MANIFEST_OFFSET + length;
        if (end < MIN_BYTES || end > MAX_BYTES) {
            throw ImageException.at(file, LENGTH_AT, "the manifest is damaged: it says that it is " + length
                    + " B long");
        }
        if (end > bytes.length) {
            throw ImageException.at(file, bytes.length, "the file ends within the manifest");
        }
        if (crc(bytes, (int) end) != buffer.getInt(BLOCK, ByteOrder.LITTLE_ENDIAN)) {
            throw ImageException.at(file, BLOCK, "the manifest does not match its checksum");
        }
        return understood(buffer, file);
    }

    private static void checkVersion(final UnsafeBuffer buffer, final Path file) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, ImageLayout.MANIFEST_OFFSET);
        final int version = Short.toUnsignedInt(buffer.getShort(VERSION_AT, ByteOrder.LITTLE_ENDIAN));
        if (version != ImageLayout.FORMAT_VERSION) {
            throw ImageException.at(file, VERSION_AT, "the image is of version " + version
                    + ", this program reads version " + ImageLayout.FORMAT_VERSION);
        }
        // The header lies outside the checksum, and so every field of it must be what it can only be.
        if (header.schemaId() != ImageManifestDecoder.SCHEMA_ID
                || header.templateId() != ImageManifestDecoder.TEMPLATE_ID
                || header.version() != ImageManifestDecoder.SCHEMA_VERSION
                || header.blockLength() != ImageManifestDecoder.BLOCK_LENGTH) {
            throw ImageException.at(file, ImageLayout.MANIFEST_OFFSET, "the manifest is damaged: its header is that of "
                    + "another message");
        }
    }

    private static ImageManifest understood(final UnsafeBuffer buffer, final Path file) {
        final ImageManifestDecoder decoder = new ImageManifestDecoder().wrapAndApplyHeader(buffer,
                ImageLayout.MANIFEST_OFFSET, new MessageHeaderDecoder());
        if (decoder.byteOrderMark() != Wire.nativeByteOrderMark()) {
            throw ImageException.at(file, BLOCK + ImageManifestDecoder.byteOrderMarkEncodingOffset(),
                    "the image is of a machine with another byte order");
        }
        final PageGeometry geometry;
        try {
            geometry = new PageGeometry(decoder.memoryBytes(), Math.toIntExact(decoder.pageBytes()));
        } catch (final IllegalArgumentException | ArithmeticException e) {
            throw ImageException.at(file, BLOCK + ImageManifestDecoder.pageBytesEncodingOffset(), e.getMessage());
        }
        final long blockBytes = decoder.blockBytes();
        if (blockBytes != geometry.pageBytes() && blockBytes != Long.BYTES || decoder.reserved() != 0) {
            throw ImageException.at(file, BLOCK + ImageManifestDecoder.blockBytesEncodingOffset(), "the image keeps "
                    + blockBytes + " B of a page of " + geometry.pageBytes() + " B, which nobody can");
        }
        final String parent = decoder.parentFile();
        final String guest = decoder.guest();
        final byte[] state = new byte[decoder.stateLength()];
        decoder.getState(state, 0, state.length);
        return new ImageManifest(decoder.imageId(), decoder.parentId(), parent, geometry, (int) blockBytes,
                new GuestPoint(guest, decoder.vcpus(),
                        new ExecutionState(new UnsafeBuffer(state), 0, state.length, decoder.guestTimeNs())),
                decoder.storedPages(), decoder.zeroPages(), decoder.digest());
    }
}
