package io.whimbrel.transports.tcp;

import io.whimbrel.engine.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames on their way out of a connection: a buffer into which as much is read at a time as fits, and in which each
 * frame lies in one piece. What is left of a frame that has come in part is moved to the front when it would not fit
 * otherwise; that is less than a frame for every fill.
 */
final class FrameReader {

    private final Connection connection;
    private final String name;
    private final int maxFrameLength;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final int capacity;
    private int position;
    private int limit;
    private int frameAt;
    private int frameLength;
    private long reads;

    /**
     * Makes one.
     *
     * @param name           how the connection is spoken of
     * @param capacityBytes  of the buffer; made larger where it would not hold the longest frame
     */
    FrameReader(final Connection connection, final String name, final int maxFrameLength, final int capacityBytes) {
        this.connection = connection;
        this.name = name;
        this.maxFrameLength = maxFrameLength;
        capacity = BitUtil.align(Math.max(capacityBytes, Framing.recordLength(maxFrameLength)),
                BitUtil.CACHE_LINE_LENGTH);
        bytes = BufferUtil.allocateDirectAligned(capacity, BitUtil.CACHE_LINE_LENGTH);
        buffer = new UnsafeBuffer(bytes);
    }

    /** Reads what fits, and answers how many bytes that was. */
    int fill() {
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (capacity - position < Framing.recordLength(maxFrameLength)) {
            buffer.putBytes(0, buffer, position, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == capacity) {
            return 0;
        }
        bytes.limit(capacity).position(limit);
        final int count = connection.read(bytes);
        if (count <= 0) {
            return 0;
        }
        reads++;
        limit += count;
        return count;
    }

    /**
     * Goes on to the next frame if all of it has come.
     *
     * @param number that it must have
     * @throws ProtocolException when the bytes are no frame of this stream
     */
    boolean next(final int number) {
        if (!hasHeader() || isGoodbye()) {
            return false;
        }
        final int length = length();
        final int told = buffer.getInt(position + Framing.NUMBER_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (length < 0 || length > maxFrameLength || told != number) {
            throw new ProtocolException("a frame of " + length + " B, number " + told + ", on the " + name
                    + " where number " + number + " of at most " + maxFrameLength + " B was due: the stream is torn");
        }
        final int recordLength = Framing.recordLength(length);
        if (limit - position < recordLength) {
            return false;
        }
        frameAt = position + Framing.HEADER_LENGTH;
        frameLength = length;
        position += recordLength;
        return true;
    }

    private boolean hasHeader() {
        return limit - position >= Framing.HEADER_LENGTH;
    }

    private int length() {
        return buffer.getInt(position + Framing.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private boolean isGoodbye() {
        return length() == Framing.GOODBYE;
    }

    /** Where the frame lies that was gone on to. */
    DirectBuffer buffer() {
        return buffer;
    }

    int frameOffset() {
        return frameAt;
    }

    int frameLength() {
        return frameLength;
    }

    /** Whether whole frames are waiting. */
    boolean hasFrame() {
        return hasHeader() && !isGoodbye() && Integer.compareUnsigned(length(), maxFrameLength) <= 0
                && limit - position >= Framing.recordLength(length());
    }

    /** Whether all frames were taken and the other side has taken its leave after them. */
    boolean hasHeardGoodbye() {
        return hasHeader() && isGoodbye();
    }

    /** How often bytes came from the socket. */
    long reads() {
        return reads;
    }
}
