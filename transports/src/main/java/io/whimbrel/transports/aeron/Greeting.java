package io.whimbrel.transports.aeron;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The message with which two Aeron ends find each other, before the migration's own protocol begins. Neither end's
 * engine sees it.
 *
 * <pre>
 *   source                                            destination, listening at host:port
 *     |  HELLO(session, "where I listen")   --control-->  |   the session is on every stream of this source
 *     |  <--return--  WELCOME(session, "where data goes") |   or BUSY(session, "") when another is served
 *     |  data, urgent: connect                            |
 *
 *   0        8      12     16          20
 *   | magic  | kind | session | length | endpoint in ASCII
 * </pre>
 *
 * @param kind      what it says
 * @param sessionId the source's session
 * @param endpoint  host and port, empty where the media has none
 */
record Greeting(Kind kind, int sessionId, String endpoint) {

    /** What a greeting says. */
    enum Kind {
        /** Source to destination: this is where I listen. */
        HELLO,
        /** Destination to source: this is where data goes. */
        WELCOME,
        /** Destination to source: another source is being served. */
        BUSY
    }

    /** "WHIMBREL", and the version of this message in the last byte of the second word. */
    private static final long MAGIC = 0x5748_494d_4252_4c01L;
    private static final int KIND_OFFSET = 8;
    private static final int SESSION_OFFSET = 12;
    private static final int LENGTH_OFFSET = 16;
    private static final int ENDPOINT_OFFSET = 20;
    private static final int MAX_ENDPOINT_LENGTH = 100;
    /** An address, not a name, and nothing that would mean something in a channel's URI. */
    private static final Pattern ENDPOINT = Pattern
            .compile("|(?:[0-9.]+|\\[[0-9a-fA-F:.]+(?:%[0-9a-zA-Z._-]+)?]):[0-9]{1,5}");

    /** Writes it. */
    int encode(final MutableDirectBuffer buffer) {
        buffer.putLong(0, MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(KIND_OFFSET, kind.ordinal(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(SESSION_OFFSET, sessionId, ByteOrder.LITTLE_ENDIAN);
        final byte[] text = endpoint.getBytes(StandardCharsets.US_ASCII);
        buffer.putInt(LENGTH_OFFSET, text.length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(ENDPOINT_OFFSET, text);
        return ENDPOINT_OFFSET + text.length;
    }

    /** Reads one, or answers null where the bytes are none. They come from the network: nothing is taken on trust. */
    static Greeting decode(final DirectBuffer buffer, final int offset, final int length) {
        if (length < ENDPOINT_OFFSET || buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) != MAGIC) {
            return null;
        }
        final int kind = buffer.getInt(offset + KIND_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int textLength = buffer.getInt(offset + LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (kind < 0 || kind >= Kind.values().length || textLength < 0 || textLength > MAX_ENDPOINT_LENGTH
                || textLength != length - ENDPOINT_OFFSET) {
            return null;
        }
        final byte[] text = new byte[textLength];
        buffer.getBytes(offset + ENDPOINT_OFFSET, text);
        final String endpoint = new String(text, StandardCharsets.US_ASCII);
        return ENDPOINT.matcher(endpoint).matches()
                ? new Greeting(Kind.values()[kind], buffer.getInt(offset + SESSION_OFFSET, ByteOrder.LITTLE_ENDIAN),
                        endpoint)
                : null;
    }
}
