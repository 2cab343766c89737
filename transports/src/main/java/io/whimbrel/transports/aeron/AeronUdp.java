package io.whimbrel.transports.aeron;

import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.Endpoint;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/**
 * Datagrams between two media drivers. An address is {@code host:port}: control and urgent streams go to that port,
 * data to the next one, and what the destination sends goes back to the address from which the source reaches it.
 */
public final class AeronUdp implements Transport {

    private static final int MAX_PORT = 65535;

    private final AeronOptions options;
    private final SocketLimits limits;

    /**
     * Checks the options against each other and against this machine.
     *
     * @param options lengths and streams
     * @throws IllegalArgumentException in one line, when they contradict each other or ask for too much
     */
    public AeronUdp(final AeronOptions options) {
        this(options, SocketLimits.ofThisMachine());
    }

    AeronUdp(final AeronOptions options, final SocketLimits limits) {
        this.options = options;
        this.limits = limits;
        settings(false);
    }

    private AeronSettings settings(final boolean unknownPath) {
        return AeronSettings.resolve(options, unknownPath, limits);
    }

    @Override
    public DestinationEnd listen(final String address, final DriverPlace driver) {
        final InetSocketAddress control = Endpoint.parse(address).resolve();
        final int port = control.getPort();
        final InetSocketAddress data = new InetSocketAddress(control.getAddress(),
                port == 0 || port == MAX_PORT ? 0 : port + 1);
        Addresses.checkFree(control);
        Addresses.checkFree(data);
        final AeronSettings settings = settings(!Addresses.isOwn(control.getAddress()));
        return new AeronDestinationLink(settings, new UdpChannels(settings),
                new ListeningPlace(text(control), text(data), UnaryOperator.identity()), driver, limits);
    }

    @Override
    public SourceEnd connect(final String address, final DriverPlace driver) {
        final InetSocketAddress remote = Endpoint.parse(address).resolve();
        if (remote.getPort() == 0) {
            throw new IllegalArgumentException("the destination's port is missing in '" + address + "'");
        }
        final InetAddress local = Addresses.towards(remote.getAddress());
        final AeronSettings settings = settings(!Addresses.isOwn(remote.getAddress()));
        return new AeronSourceLink(settings, new UdpChannels(settings), text(remote),
                text(new InetSocketAddress(local, 0)), driver, limits);
    }

    @Override
    public boolean needsDriver() {
        return true;
    }

    @Override
    public String anyAddress() {
        return new Endpoint(InetAddress.getLoopbackAddress().getHostAddress(), 0).toString();
    }

    private static String text(final InetSocketAddress address) {
        return new Endpoint(address.getAddress().getHostAddress(), address.getPort()).toString();
    }
}
