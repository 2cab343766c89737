package io.whimbrel.transports.tcp;

import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.Endpoint;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Connections between two processes: one for control, one for what is urgent, one or more for data. An address is
 * {@code host:port}; all of them go to that port. No media driver takes part.
 */
public final class Tcp implements Transport {

    private final TcpSettings settings;
    private final NanoClock clock;

    /**
     * Checks the options against this machine.
     *
     * @param options connections and lengths
     * @throws IllegalArgumentException in one line, when they ask for too much
     */
    public Tcp(final TcpOptions options) {
        this(options, SocketLimits.ofThisMachine(), SystemNanoClock.INSTANCE);
    }

    Tcp(final TcpOptions options, final SocketLimits limits, final NanoClock clock) {
        settings = TcpSettings.resolve(options, limits);
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * @param driver not used
     */
    @Override
    public DestinationEnd listen(final String address, final DriverPlace driver) {
        final Endpoint endpoint = Endpoint.parse(address);
        final InetSocketAddress resolved = endpoint.resolve();
        try {
            return new TcpDestinationLink(settings, endpoint.host(), resolved, clock);
        } catch (final IOException e) {
            throw new IllegalArgumentException("cannot listen at " + endpoint + " (tcp): " + e.getMessage()
                    + "; choose another port, or 0 for any", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @param driver not used
     */
    @Override
    public SourceEnd connect(final String address, final DriverPlace driver) {
        final InetSocketAddress remote = Endpoint.parse(address).resolve();
        if (remote.getPort() == 0) {
            throw new IllegalArgumentException("the destination's port is missing in '" + address + "'");
        }
        return new TcpSourceLink(settings, address, remote, clock);
    }

    @Override
    public boolean needsDriver() {
        return false;
    }

    @Override
    public String anyAddress() {
        return new Endpoint(InetAddress.getLoopbackAddress().getHostAddress(), 0).toString();
    }
}
