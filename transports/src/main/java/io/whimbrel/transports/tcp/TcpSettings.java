package io.whimbrel.transports.tcp;

import io.whimbrel.transports.SocketLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lengths in effect, after every wish and every limit has been heard.
 *
 * @param streams           how many connections share the data
 * @param frameBytes        the longest frame
 * @param socketBufferBytes the sockets' buffers
 * @param notes             what had to be made smaller than wished
 */
record TcpSettings(int streams, int frameBytes, int socketBufferBytes, List<String> notes) {

    private static final int DEFAULT_SOCKET_BUFFER_BYTES = 2 << 20;
    /** As much waits, over all connections of a stream, for sockets that take no more; whatever follows waits behind it. */
    private static final int WAITING_BYTES = 1 << 20;
    private static final int MAX_WAITING_FRAMES = 16;
    private static final int MIN_WAITING_FRAMES = 2;

    /**
     * Chooses what was left to be chosen.
     *
     * @throws IllegalArgumentException in one line, when the machine does not allow what was asked for
     */
    static TcpSettings resolve(final TcpOptions options, final SocketLimits limits) {
        final int asked = options.socketBufferBytes();
        final int wanted = asked == 0 ? DEFAULT_SOCKET_BUFFER_BYTES : asked;
        final boolean granted = wanted <= limits.smallerBytes();
        if (!granted && asked != 0) {
            throw new IllegalArgumentException(limits.shortage(wanted) + ", or ask for less");
        }
        return new TcpSettings(options.streams(), options.frameBytes(),
                granted ? wanted : limits.smallerBytes(), granted ? List.of() : List.of(limits.shortage(wanted)));
    }

    /** What a destination does as the source whom it serves does. */
    TcpSettings as(final Preamble source) {
        return new TcpSettings(source.streams(), source.maxFrameLength(), socketBufferBytes, notes);
    }

    /** How much each connection of a stream holds back for a socket that takes no more. */
    static int waitingBytes(final int maxFrameLength, final int connections) {
        final int record = Framing.recordLength(maxFrameLength);
        final int frames = Math.min(MAX_WAITING_FRAMES, WAITING_BYTES / record) / connections;
        return Math.max(MIN_WAITING_FRAMES, frames) * record;
    }

    Map<String, Object> describe() {
        final Map<String, Object> described = new LinkedHashMap<>();
        described.put("media", "tcp");
        described.put("streams", streams);
        described.put("maxFrameBytes", frameBytes);
        described.put("socketBufferBytes", socketBufferBytes);
        return described;
    }
}
