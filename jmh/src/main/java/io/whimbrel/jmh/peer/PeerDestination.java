package io.whimbrel.jmh.peer;

import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.util.List;
import org.agrona.CloseHelper;

/** A destination in a process of its own. */
final class PeerDestination implements Destination {

    private final PeerProcess peer;
    private final DriverPlace driver = Ends.newDriver();
    private final String address;
    private final SourceEnd source;

    PeerDestination(final String transport) {
        peer = new PeerProcess(PeerMain.class, List.of(transport));
        try {
            address = peer.answer();
            source = Plugins.CATALOG.create(Transport.class, transport).connect(address, driver);
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(peer);
            throw e;
        }
    }

    PeerProcess peer() {
        return peer;
    }

    DriverPlace driver() {
        return driver;
    }

    String address() {
        return address;
    }

    @Override
    public SourceEnd link() {
        return source;
    }

    @Override
    public void expect() {
        peer.ask(PeerMain.EXPECT);
    }

    @Override
    public void conclude() {
        peer.ask(PeerMain.CONCLUDE);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(source, peer);
    }
}
