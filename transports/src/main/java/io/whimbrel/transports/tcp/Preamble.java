package io.whimbrel.transports.tcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * With what every connection begins, each way, before the first frame. It says which of a source's connections this is;
 * the answer, whether it is wanted.
 *
 * <pre>
 *   source                                          destination, listening at host:port
 *     |  CONTROL(session, streams, frame)  -------->  |
 *     |  <-------------------------------  WELCOME    |   or BUSY when another source is being served
 *     |  URGENT, DATA(stripe 0), DATA(stripe 1) .. ->  |   a connection each, with the session of the control one
 *     |  <-------------------------------  WELCOME    |   to each of them
 *
 *   0        8      12       16        24        28      32     little-endian
 *   | magic  | kind | stripe | session | streams | frame |
 * </pre>
 *
 * @param kind           what it says
 * @param session        the source's, on all of its connections
 * @param stripe         which of the data connections this is; 0 on others
 * @param streams        how many data connections there are
 * @param maxFrameLength the longest frame that the source sends
 */
record Preamble(Kind kind, long session, int stripe, int streams, int maxFrameLength) {

    /** What a preamble says. */
    enum Kind {
        /** Source to destination: this connection carries control, both ways. */
        CONTROL,
        /** Source to destination: this connection carries what is urgent. */
        URGENT,
        /** Source to destination: this connection carries data. */
        DATA,
        /** Destination to source: frames may follow. */
        WELCOME,
        /** Destination to source: another source is being served. */
        BUSY
    }

    static final int LENGTH = 32;

    /** "WHIMBRE", and the version of this preamble. */
    private static final long MAGIC = 0x5748_494d_4252_4502L;
    private static final int KIND_OFFSET = 8;
    private static final int STRIPE_OFFSET = 12;
    private static final int SESSION_OFFSET = 16;
    private static final int STREAMS_OFFSET = 24;
    private static final int FRAME_OFFSET = 28;

    /** A buffer for one. */
    static ByteBuffer newBuffer() {
        return ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same with another kind. */
    Preamble as(final Kind other, final int otherStripe) {
        return new Preamble(other, session, otherStripe, streams, maxFrameLength);
    }

    /** Writes it, ready to be sent. */
    void encode(final ByteBuffer buffer) {
        buffer.clear();
        buffer.putLong(0, MAGIC).putInt(KIND_OFFSET, kind.ordinal()).putInt(STRIPE_OFFSET, stripe)
                .putLong(SESSION_OFFSET, session).putInt(STREAMS_OFFSET, streams)
                .putInt(FRAME_OFFSET, maxFrameLength);
    }

    /** Whether what has come so far may become one; whoever sends anything else need not be heard to the end. */
    static boolean mayBegin(final ByteBuffer buffer) {
        return buffer.position() < KIND_OFFSET || buffer.getLong(0) == MAGIC;
    }

    /** Reads one, or answers null where the bytes are none. They come from the network: nothing is taken on trust. */
    static Preamble decode(final ByteBuffer buffer) {
        final int kind = buffer.getInt(KIND_OFFSET);
        final int stripe = buffer.getInt(STRIPE_OFFSET);
        final int streams = buffer.getInt(STREAMS_OFFSET);
        final int maxFrameLength = buffer.getInt(FRAME_OFFSET);
        final boolean sound = buffer.getLong(0) == MAGIC && kind >= 0 && kind < Kind.values().length
                && streams >= 1 && streams <= TcpOptions.MAX_STREAMS && stripe >= 0 && stripe < streams
                && (stripe == 0 || kind == Kind.DATA.ordinal()) && maxFrameLength >= TcpOptions.MIN_FRAME_BYTES
                && maxFrameLength <= TcpOptions.MAX_FRAME_BYTES;
        return sound
                ? new Preamble(Kind.values()[kind], buffer.getLong(SESSION_OFFSET), stripe, streams, maxFrameLength)
                : null;
    }
}
