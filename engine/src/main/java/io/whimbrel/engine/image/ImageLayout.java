package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.protocol.Wire;

/**
 * Where things are in an image file. All numbers are little-endian; the bytes of pages are as the guest's machine has
 * them.
 *
 * <pre>
 *  0     magic "WHIMIMAG"
 *  8     manifest: SBE message ImageManifest (wire.xml), its CRC32C first; tells lengths, ids, parent, state, digest
 *        zeroes up to a multiple of 4096
 *  index of page batches, each of a fixed length but for the last: the frames of the wire without the pages' bytes
 *        +----------------+------------------------------+---------+---------+--   --+------------+
 *        | message header | PageBatch block, its CRC32C  | entry 0 | entry 1 |  ...  | entry 4095 |
 *        | 8 bytes        | first; 40 bytes              |         |         |       |            |
 *        +----------------+------------------------------+---------+---------+--   --+------------+
 *        entry of page 4096 * sequence + i, 16 bytes
 *         0                        7      8                     12
 *        +------------------------+------+---------------------+---------------------+
 *        | page number            | kind | CRC32C of the bytes | length of the bytes |
 *        | 56 bits                | 8    | 32 bits             | 32 bits             |
 *        +------------------------+------+---------------------+---------------------+
 *         kind  0 raw and 3 version: the bytes lie in the page's slot    1 zero    255 absent: see the parent
 *        zeroes up to a multiple of 4096
 *  data  slot of page p at data + p * block bytes; of a page that is zero or absent it is a hole
 *  end   data + pages * block bytes: the file has exactly this length, whatever it holds
 * </pre>
 *
 * <p>So a file never outgrows the memory by more than its index (0.4 % for pages of 4 KiB), however often pages change,
 * and each page can be read and checked without the others. An entry differs from the wire's in that it has a checksum
 * where that has a slice offset: pages lie here whole. A frame's migration id is the image's id, and the manifest's digest
 * goes over the frames' checksums as a migration's does, so that no frame can stand in for another.
 *
 * <p>A memory of page versions is kept in the same way with blocks of 8 bytes.
 *
 * @param geometry      shape of the memory
 * @param blockBytes    bytes kept of a page
 * @param manifestBytes length of the manifest's message
 */
record ImageLayout(PageGeometry geometry, int blockBytes, int manifestBytes) {

    /** "WHIMIMAG". */
    static final long MAGIC = 0x4741_4d49_4d49_4857L;
    static final int FORMAT_VERSION = 1;
    static final int MANIFEST_OFFSET = Long.BYTES;
    static final int PAGES_PER_FRAME = 4096;
    static final int ENTRY_BYTES = Wire.ENTRY_HEADER_LENGTH;
    static final int ENTRY_CRC_OFFSET = Wire.ENTRY_OFFSET_OFFSET;
    static final int ENTRY_LENGTH_OFFSET = Wire.ENTRY_LENGTH_OFFSET;
    static final int KIND_ABSENT = 255;
    /** Holes of a file begin and end at multiples of this in all file systems that are in use. */
    static final int ALIGNMENT = 4096;

    static final int MAX_FRAME_BYTES = Wire.BATCH_HEADER_LENGTH + PAGES_PER_FRAME * ENTRY_BYTES;

    private static long aligned(final long offset) {
        return offset + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** The kind of the entry of a page whose bytes lie in its slot. */
    int storedKind() {
        return blockBytes == geometry.pageBytes() ? Wire.KIND_RAW : Wire.KIND_VERSION;
    }

    long manifestEnd() {
        return MANIFEST_OFFSET + (long) manifestBytes;
    }

    long indexOffset() {
        return aligned(manifestEnd());
    }

    long frames() {
        return (geometry.pages() + PAGES_PER_FRAME - 1) / PAGES_PER_FRAME;
    }

    int entriesOf(final long frame) {
        return (int) Math.min(PAGES_PER_FRAME, geometry.pages() - frame * PAGES_PER_FRAME);
    }

    int bytesOf(final long frame) {
        return Wire.BATCH_HEADER_LENGTH + entriesOf(frame) * ENTRY_BYTES;
    }

    long offsetOf(final long frame) {
        return indexOffset() + frame * MAX_FRAME_BYTES;
    }

    long indexEnd() {
        return offsetOf(frames() - 1) + bytesOf(frames() - 1);
    }

    long dataOffset() {
        return aligned(indexEnd());
    }

    long slotOf(final long page) {
        return dataOffset() + page * blockBytes;
    }

    long fileBytes() {
        return slotOf(geometry.pages());
    }
}
