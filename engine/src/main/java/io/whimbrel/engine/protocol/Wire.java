package io.whimbrel.engine.protocol;

import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.protocol.sbe.PageBatchDecoder;
import java.nio.ByteOrder;

/**
 * The shape of what crosses the link. The schema is {@code wire.xml}.
 *
 * <pre>
 *   a frame of the data or urgent stream
 *   +----------------+-----------------------------+---------+---------+--
 *   | message header | page batch block            | entry 0 | entry 1 | ...
 *   | 8 bytes        | 40 bytes, the CRC32C first  |         |         |
 *   +----------------+-----------------------------+---------+---------+--
 *
 *   an entry
 *    0                       7 8            12           16
 *   +-------------------+-----+------------+------------+-----------------------------
 *   | page number       | kind| offset     | length     | bytes, padded to 8
 *   | 56 bits           | 8   | 32 bits    | 32 bits    | none for a zero page
 *   +-------------------+-----+------------+------------+-----------------------------
 * </pre>
 *
 * <p>In virtual time a page may cross as its version: the frame is then shorter than the one it stands for, and the
 * difference is what the modelled link takes time for all the same.
 *
 * <p>A page that does not fit a frame crosses in slices: raw entries with rising offsets, in consecutive frames. It is
 * there when its last slice is. The checksum covers the frame from the byte after itself to the end.
 */
public final class Wire {

    /** The version that both sides must have in common. */
    public static final int PROTOCOL_VERSION = 3;
    /** Read as a long by the destination, it shows whether the byte order is the same. */
    public static final long BYTE_ORDER_MARK = 0x0102030405060708L;

    /** Bytes before the first entry of a frame. */
    public static final int BATCH_HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH + PageBatchDecoder.BLOCK_LENGTH;
    /** Where the checksum stands in a frame. */
    public static final int CRC_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;
    /** The first byte of a frame that the checksum covers. */
    public static final int CRC_FROM = CRC_OFFSET + Integer.BYTES;

    /** Bytes of an entry before the page's own. */
    public static final int ENTRY_HEADER_LENGTH = 16;
    /** Where an entry's slice offset stands in it. */
    public static final int ENTRY_OFFSET_OFFSET = 8;
    /** Where an entry's length stands in it. */
    public static final int ENTRY_LENGTH_OFFSET = 12;
    /** Entries begin at multiples of this. */
    public static final int ENTRY_ALIGNMENT = 8;

    /** Kind of an entry: the page's bytes as they are. */
    public static final int KIND_RAW = 0;
    /** Kind of an entry: a page that is all zero. */
    public static final int KIND_ZERO = 1;
    /** Kind of an entry: a page as the negotiated encoding wrote it. */
    public static final int KIND_ENCODED = 2;
    /** Kind of an entry: a page's version, eight bytes that stand for as many of the page as the entry's length says. */
    public static final int KIND_VERSION = 3;

    /**
     * Kind of an entry: pages that the destination has and that are out of date, a bit a page in words of eight bytes; the
     * first bit stands for the entry's page. Only while the guest is paused.
     */
    public static final int KIND_STALE = 4;
    /**
     * Kind of an entry: the entry after it answers a request for its page. Two times on the source's clock, in
     * nanoseconds: when the request came, and when the answer was handed to the link. On the urgent stream only.
     */
    public static final int KIND_ANSWER = 5;
    /** What an entry of kind answer carries. */
    public static final int ANSWER_LENGTH = 2 * Long.BYTES;

    /** The most words of eight bytes that one message about present pages carries. */
    public static final int MAX_PRESENCE_WORDS = 960;

    private static final int KIND_SHIFT = 56;

    private Wire() {}

    /**
     * The mark as this machine would store it: the wire is little-endian everywhere, guest memory is not.
     *
     * @return {@link #BYTE_ORDER_MARK} in the machine's order
     */
    public static long nativeByteOrderMark() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? BYTE_ORDER_MARK
                : Long.reverseBytes(BYTE_ORDER_MARK);
    }

    /**
     * The first eight bytes of an entry.
     *
     * @param page page number
     * @param kind one of the kinds
     * @return both in one
     */
    public static long pageAndKind(final long page, final int kind) {
        return page | (long) kind << KIND_SHIFT;
    }

    /**
     * The page number in the first eight bytes of an entry.
     *
     * @param pageAndKind both in one
     * @return page number
     */
    public static long page(final long pageAndKind) {
        return pageAndKind & (1L << KIND_SHIFT) - 1;
    }

    /**
     * The kind in the first eight bytes of an entry.
     *
     * @param pageAndKind both in one
     * @return one of the kinds, if the peer is honest
     */
    public static int kind(final long pageAndKind) {
        return (int) (pageAndKind >>> KIND_SHIFT);
    }

    /**
     * The length of an entry with padding, of whatever kind.
     *
     * @param kind   one of the kinds
     * @param length the entry's length
     * @return bytes in the frame
     */
    public static int entryLength(final int kind, final int length) {
        return entryLength(kind == KIND_VERSION ? Long.BYTES : length);
    }

    /**
     * The length of an entry with padding.
     *
     * @param payload bytes of the page that it carries
     * @return bytes in the frame
     */
    public static int entryLength(final int payload) {
        return ENTRY_HEADER_LENGTH + (payload + ENTRY_ALIGNMENT - 1 & -ENTRY_ALIGNMENT);
    }

    /**
     * The digest of a stream of batches after one more of them.
     *
     * @param digest digest so far; 0 at first
     * @param crc    the batch's checksum
     * @return digest that depends on every checksum and their order
     */
    public static long digest(final long digest, final int crc) {
        return (Long.rotateLeft(digest, 7) ^ crc) * 0x9E3779B97F4A7C15L + 1;
    }
}
