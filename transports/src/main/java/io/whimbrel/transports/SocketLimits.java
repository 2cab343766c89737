package io.whimbrel.transports;

import io.whimbrel.engine.quantity.Quantities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * How long the machine allows a socket's buffers to be.
 *
 * @param sendBytes    longest send buffer
 * @param receiveBytes longest receive buffer
 */
public record SocketLimits(int sendBytes, int receiveBytes) {

    private static final int MORE_THAN_ANY_BYTES = 1 << 30;

    /**
     * Asks for more than any machine gives and sees what comes of it: this works on every system.
     *
     * @return the limits
     */
    public static SocketLimits ofThisMachine() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            return new SocketLimits(largest(probe, StandardSocketOptions.SO_SNDBUF),
                    largest(probe, StandardSocketOptions.SO_RCVBUF));
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot open a datagram socket: " + e.getMessage(), e);
        }
    }

    private static int largest(final DatagramChannel probe, final SocketOption<Integer> option) throws IOException {
        probe.setOption(option, MORE_THAN_ANY_BYTES);
        return probe.getOption(option);
    }

    /**
     * What can be had for both directions.
     *
     * @return bytes
     */
    public int smallerBytes() {
        return Math.min(sendBytes, receiveBytes);
    }

    /**
     * Says that buffers cannot be had, and what would mend it.
     *
     * @param wantedBytes more than {@link #smallerBytes()}
     * @return one line
     */
    public String shortage(final int wantedBytes) {
        return "so-buffers: " + Quantities.formatBytes(wantedBytes) + " is more than this machine allows ("
                + Quantities.formatBytes(smallerBytes())
                + "); on Linux raise net.core.rmem_max and net.core.wmem_max";
    }
}
