package io.whimbrel.transports.aeron;

import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.transports.SocketLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.BitUtil;

/**
 * The lengths in effect, after every wish and every limit has been heard.
 *
 * @param options           what was asked for
 * @param mtuBytes          longest datagram, header included
 * @param termBytes         length of a term of the data stream's log
 * @param windowBytes       how far a sender may run ahead of the receiver
 * @param socketBufferBytes the sockets' buffers
 * @param notes             what had to be made smaller than wished
 */
record AeronSettings(AeronOptions options, int mtuBytes, int termBytes, int windowBytes, int socketBufferBytes,
        List<String> notes) {

    /** The longest that Aeron allows: what fits a datagram, rounded down to its alignment. */
    static final int MAX_MTU_BYTES = 65504;
    /** Control and urgent streams carry little: a short log suffices for every window and mtu they may have. */
    static final int SMALL_TERM_BYTES = 1 << 20;
    /** Fits an Ethernet frame with room for whatever tunnels lie on the way. */
    static final int UNKNOWN_PATH_MTU_BYTES = 1408;

    private static final int MIN_MTU_BYTES = 256;
    private static final int MTU_ALIGNMENT_BYTES = 32;
    private static final int DEFAULT_TERM_BYTES = 16 << 20;
    private static final int DEFAULT_WINDOW_BYTES = 2 << 20;

    /**
     * Chooses what was left to be chosen, and refuses what contradicts itself.
     *
     * @throws IllegalArgumentException in one line: option, value, limit, mend
     */
    static AeronSettings resolve(final AeronOptions options, final boolean unknownPath, final SocketLimits limits) {
        final List<String> notes = new ArrayList<>();
        final int term = options.termBytes() == 0 ? DEFAULT_TERM_BYTES : options.termBytes();
        checkTerm(term);
        final int buffer = options.media() == Media.IPC ? Integer.MAX_VALUE : socketBuffer(options, limits, notes);
        final int window = window(options.windowBytes(), term, buffer);
        final int pathMtu = unknownPath ? UNKNOWN_PATH_MTU_BYTES : MAX_MTU_BYTES;
        final int mtu = options.mtuBytes() == 0
                ? Math.min(pathMtu, window & -MTU_ALIGNMENT_BYTES)
                : options.mtuBytes();
        checkMtu(mtu, window);
        return new AeronSettings(options, mtu, term, window, buffer, List.copyOf(notes));
    }

    private static void checkTerm(final int term) {
        if (!BitUtil.isPowerOfTwo(term) || term < LogBufferDescriptor.TERM_MIN_LENGTH
                || term > LogBufferDescriptor.TERM_MAX_LENGTH) {
            throw new IllegalArgumentException("term-length: " + Quantities.formatBytes(term)
                    + " is not a power of two from 64 KiB to 1 GiB; the default is "
                    + Quantities.formatBytes(DEFAULT_TERM_BYTES));
        }
    }

    private static int socketBuffer(final AeronOptions options, final SocketLimits limits, final List<String> notes) {
        final int wanted = options.socketBufferBytes() == 0
                ? Math.max(DEFAULT_WINDOW_BYTES, options.windowBytes())
                : options.socketBufferBytes();
        if (wanted <= limits.smallerBytes()) {
            return wanted;
        }
        final String shortage = limits.shortage(wanted);
        if (options.socketBufferBytes() != 0 || options.windowBytes() > limits.smallerBytes()) {
            throw new IllegalArgumentException(shortage + ", or ask for less");
        }
        notes.add(shortage);
        return limits.smallerBytes();
    }

    private static int window(final int asked, final int term, final int buffer) {
        final int window = asked == 0 ? Math.min(DEFAULT_WINDOW_BYTES, Math.min(term / 2, buffer)) : asked;
        if (window > term / 2) {
            throw new IllegalArgumentException("window: " + Quantities.formatBytes(window)
                    + " is more than half a term (" + Quantities.formatBytes(term)
                    + "); make the window smaller or term-length larger");
        }
        if (window > buffer) {
            throw new IllegalArgumentException("window: " + Quantities.formatBytes(window)
                    + " is more than the socket buffers hold (" + Quantities.formatBytes(buffer)
                    + "); make the window smaller or so-buffers larger");
        }
        return window;
    }

    private static void checkMtu(final int mtu, final int window) {
        if (mtu < MIN_MTU_BYTES || mtu > MAX_MTU_BYTES) {
            throw new IllegalArgumentException("mtu: " + mtu + " bytes is out of bounds, allowed is " + MIN_MTU_BYTES
                    + " to " + MAX_MTU_BYTES);
        }
        if (mtu % MTU_ALIGNMENT_BYTES != 0) {
            throw new IllegalArgumentException("mtu: " + mtu + " bytes is not a multiple of " + MTU_ALIGNMENT_BYTES
                    + "; the nearest below is " + (mtu & -MTU_ALIGNMENT_BYTES));
        }
        if (mtu > window) {
            throw new IllegalArgumentException("mtu: " + mtu + " bytes is more than the window ("
                    + Quantities.formatBytes(window) + "); make the mtu smaller or the window larger");
        }
    }

    /** The longest frame that fits one datagram. */
    int maxFrameLength() {
        return mtuBytes - DataHeaderFlyweight.HEADER_LENGTH;
    }

    /** The window of a stream with a given term. */
    int windowOf(final int term) {
        return Math.min(windowBytes, term / 2);
    }

    Map<String, Object> describe() {
        final Map<String, Object> described = new LinkedHashMap<>();
        described.put("media", options.media().name().toLowerCase(Locale.ROOT));
        described.put("mtuBytes", mtuBytes);
        described.put("maxFrameBytes", maxFrameLength());
        described.put("termBytes", termBytes);
        described.put("windowBytes", windowBytes);
        if (options.media() == Media.UDP) {
            described.put("socketBufferBytes", socketBufferBytes);
        }
        described.put("firstStreamId", options.stream());
        return described;
    }
}
