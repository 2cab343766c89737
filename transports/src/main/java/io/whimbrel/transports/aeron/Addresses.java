package io.whimbrel.transports.aeron;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;

/** What the machine knows about addresses. */
final class Addresses {

    /** Any: connecting a datagram socket sends nothing. */
    private static final int SOME_PORT = 9;

    private Addresses() {}

    /** The address of this machine from which a remote one is reached: the one by which it can be answered. */
    static InetAddress towards(final InetAddress remote) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(remote, SOME_PORT));
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        } catch (final IOException e) {
            throw new IllegalArgumentException(
                    "there is no route to " + remote.getHostAddress() + ": " + e.getMessage(), e);
        }
    }

    /** Whether an address is this machine's own, so that what is sent there never meets a wire. */
    static boolean isOwn(final InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (final SocketException e) {
            throw new IllegalArgumentException("cannot look at this machine's network interfaces: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Makes sure that a port can be listened at.
     *
     * @throws IllegalArgumentException in one line, when it cannot
     */
    static void checkFree(final InetSocketAddress address) {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(address);
        } catch (final SocketException e) {
            throw new IllegalArgumentException("cannot listen at " + address.getAddress().getHostAddress() + ":"
                    + address.getPort() + " (udp): " + e.getMessage() + "; choose another port, or 0 for any", e);
        }
    }
}
