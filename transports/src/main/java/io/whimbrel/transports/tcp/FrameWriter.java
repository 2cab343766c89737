package io.whimbrel.transports.tcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames on their way into a connection: a ring in which each lies in one piece, and from which as much is given to the
 * socket at a time as it takes. Whenever the ring is empty it begins anew, so that as long as the socket keeps up the
 * same bytes are used again and again, and stay in the processor's cache. {@linkplain Parts Parts} of a frame that lie
 * elsewhere come into the ring only when the socket has yet to take what was sent before, or does not take them all.
 *
 * <pre>
 *   not wrapped:  |      head ==== tail           |      wrapped:  | ==== tail      head ==== wrapAt |
 * </pre>
 */
final class FrameWriter {

    private final Connection connection;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final Parts parts;
    private final int capacity;
    private int head;
    private int tail;
    private int wrapAt;
    private int claimAt;
    private int claimLength;
    private long writes;

    FrameWriter(final Connection connection, final int capacityBytes) {
        this.connection = connection;
        capacity = BitUtil.align(capacityBytes, BitUtil.CACHE_LINE_LENGTH);
        bytes = BufferUtil.allocateDirectAligned(capacity, BitUtil.CACHE_LINE_LENGTH);
        buffer = new UnsafeBuffer(bytes);
        parts = new Parts(buffer);
    }

    /** Makes room for a frame; false as long as there is none. */
    boolean claim(final int length) {
        // Those of a frame that was given up.
        parts.clear();
        final int needed = Framing.recordLength(length);
        int at = roomFor(needed);
        if (at < 0) {
            flush();
            at = roomFor(needed);
        }
        claimAt = at;
        claimLength = length;
        return at >= 0;
    }

    private int roomFor(final int needed) {
        if (head == tail) {
            head = 0;
            tail = 0;
        }
        if (tail < head) {
            return tail + needed < head ? tail : -1;
        }
        if (tail + needed <= capacity) {
            return tail;
        }
        return needed < head ? 0 : -1;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Where the claimed frame lies. */
    int offset() {
        return claimAt + Framing.HEADER_LENGTH;
    }

    /** Has a part of the claimed frame be taken from where it lies. */
    void gather(final int at, final long address, final int length) {
        parts.add(at, address, length);
    }

    /** Puts the claimed frame on its way. */
    void commit(final int number) {
        put(claimLength, number, Framing.recordLength(claimLength));
    }

    private void put(final int length, final int number, final int recordLength) {
        buffer.putInt(claimAt + Framing.LENGTH_OFFSET, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(claimAt + Framing.NUMBER_OFFSET, number, ByteOrder.LITTLE_ENDIAN);
        final int written = parts.isEmpty() ? 0 : writeParts(recordLength);
        if (claimAt != tail) {
            wrapAt = tail;
        }
        tail = claimAt + recordLength;
        head += written;
        flush();
    }

    /** Gives the socket what it takes of the claimed frame and its parts, if nothing waits before it. */
    private int writeParts(final int recordLength) {
        flush();
        int written = 0;
        if (head == tail) {
            head = claimAt;
            tail = claimAt;
            written = Math.max(0, parts.write(connection, claimAt, claimAt + recordLength));
            writes += written == 0 ? 0 : 1;
        }
        parts.copyFrom(claimAt + written);
        return written;
    }

    /** Gives the socket what it takes, and answers how many bytes that was. */
    int flush() {
        int written = 0;
        while (head != tail) {
            if (tail < head && head == wrapAt) {
                head = 0;
            }
            bytes.limit(tail < head ? wrapAt : tail).position(head);
            final int count = connection.write(bytes);
            if (count <= 0) {
                break;
            }
            writes++;
            head += count;
            written += count;
        }
        return written;
    }

    /** Says that nothing follows, unless that would have to wait for what is still under way. */
    void sayGoodbye(final int number) {
        flush();
        if (head == tail && claim(0)) {
            put(Framing.GOODBYE, number, Framing.HEADER_LENGTH);
        }
    }

    /** How often bytes were given to the socket. */
    long writes() {
        return writes;
    }

    /** How many bytes were given to the socket from where they lay, without a copy. */
    long gathered() {
        return parts.gathered();
    }
}
