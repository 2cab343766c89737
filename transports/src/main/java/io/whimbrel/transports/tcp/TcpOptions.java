package io.whimbrel.transports.tcp;

import io.whimbrel.engine.quantity.Quantities;

/**
 * What a person may set.
 *
 * @param streams           how many connections share the data
 * @param frameBytes        the longest frame, a multiple of 8
 * @param socketBufferBytes the sockets' send and receive buffers; 0 leaves them to be chosen
 */
public record TcpOptions(int streams, int frameBytes, int socketBufferBytes) {

    /** The most connections that may share the data. */
    public static final int MAX_STREAMS = 16;
    /** The shortest that the longest frame may be, in bytes. */
    public static final int MIN_FRAME_BYTES = 1 << 10;
    /** The longest that the longest frame may be, in bytes. */
    public static final int MAX_FRAME_BYTES = 4 << 20;

    private static final int MIN_SOCKET_BUFFER_BYTES = 64 << 10;
    private static final int FRAME_ALIGNMENT_BYTES = 8;

    /** One data connection, everything else left to be chosen. */
    public static final TcpOptions DEFAULT = new TcpOptions(1, 256 << 10, 0);

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException in one line, when one is out of bounds
     */
    public TcpOptions {
        if (streams < 1 || streams > MAX_STREAMS) {
            throw new IllegalArgumentException("streams: " + streams + " is out of bounds, allowed is 1 to "
                    + MAX_STREAMS);
        }
        if (frameBytes < MIN_FRAME_BYTES || frameBytes > MAX_FRAME_BYTES || frameBytes % FRAME_ALIGNMENT_BYTES != 0) {
            throw new IllegalArgumentException("frame: " + frameBytes + " bytes is not a multiple of "
                    + FRAME_ALIGNMENT_BYTES + " from " + Quantities.formatBytes(MIN_FRAME_BYTES) + " to "
                    + Quantities.formatBytes(MAX_FRAME_BYTES));
        }
        if (socketBufferBytes != 0 && socketBufferBytes < MIN_SOCKET_BUFFER_BYTES) {
            throw new IllegalArgumentException("so-buffers: " + socketBufferBytes + " bytes is less than "
                    + Quantities.formatBytes(MIN_SOCKET_BUFFER_BYTES) + ", and with less TCP stalls");
        }
    }
}
