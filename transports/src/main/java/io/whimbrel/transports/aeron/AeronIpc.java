package io.whimbrel.transports.aeron;

import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;

/**
 * Shared memory between processes of one machine. The destination hosts the media driver, unless both use an external
 * one; an address is the driver's directory.
 */
public final class AeronIpc implements Transport {

    /** IPC opens no sockets, but a driver wants to know. */
    private final SocketLimits limits = SocketLimits.ofThisMachine();
    private final AeronSettings settings;

    /**
     * Checks the options against each other.
     *
     * @param options lengths and streams
     * @throws IllegalArgumentException in one line, when they contradict each other
     */
    public AeronIpc(final AeronOptions options) {
        settings = AeronSettings.resolve(options, false, limits);
    }

    /**
     * {@inheritDoc}
     *
     * @param address anything: whoever shares the driver is found by its stream ids
     */
    @Override
    public DestinationEnd listen(final String address, final DriverPlace driver) {
        return new AeronDestinationLink(settings, new IpcChannels(settings),
                new ListeningPlace("", "", bound -> driver.directory().toString()), driver, limits);
    }

    /**
     * {@inheritDoc}
     *
     * @param driver not used: the driver is the destination's
     */
    @Override
    public SourceEnd connect(final String address, final DriverPlace driver) {
        return new AeronSourceLink(settings, new IpcChannels(settings), "", "",
                DriverPlace.external(Path.of(address)), limits);
    }

    @Override
    public boolean needsDriver() {
        return true;
    }

    @Override
    public String anyAddress() {
        return "";
    }
}
