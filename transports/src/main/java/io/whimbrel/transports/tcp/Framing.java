package io.whimbrel.transports.tcp;

import org.agrona.BitUtil;

/**
 * How frames follow each other in the bytes of a connection. A frame begins where the one before it ends; headers are
 * little-endian, and the padding makes every frame begin at a multiple of 8.
 *
 * <pre>
 *   0        4        8                  8 + length
 *   | length | number | the frame's bytes | padding to 8 |
 * </pre>
 *
 * <p>Numbers count the frames of a stream, across all of its connections, from 0. They are there to notice a torn or
 * mixed-up stream at its first wrong header. A connection that ends without having said goodbye has died.
 */
final class Framing {

    static final int HEADER_LENGTH = 8;
    static final int LENGTH_OFFSET = 0;
    static final int NUMBER_OFFSET = 4;
    /** Stands where a length would: the other side takes its leave, nothing follows. */
    static final int GOODBYE = -1;

    private static final int ALIGNMENT = 8;

    private Framing() {}

    /** What a frame takes in the stream. */
    static int recordLength(final int frameLength) {
        return HEADER_LENGTH + BitUtil.align(frameLength, ALIGNMENT);
    }
}
