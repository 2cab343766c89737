package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.TimerSlack;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.CloseHelper;

/** A destination in a process of its own. */
final class PeerDestination implements Destination {

    private final Placement placement;
    private final PeerProcess peer;
    private final DriverPlace driver = Ends.newDriver();
    private final String address;
    private final SourceEnd source;

    PeerDestination(final String transport, final Placement placement) {
        this.placement = placement;
        // As whimbrel itself does, and here for the bare programs too.
        TimerSlack.tighten();
        peer = new PeerProcess(PeerMain.class, List.of(transport));
        try {
            address = peer.answer();
            placement.deal(peer.pid());
            source = Plugins.CATALOG.create(Transport.class, transport).connect(address, driver);
        } catch (final RuntimeException e) {
            CloseHelper.quietCloseAll(peer, placement::collect);
            throw e;
        }
    }

    PeerProcess peer() {
        return peer;
    }

    /** A client of the media driver that the link's source has. */
    BareAeron bareAeron() {
        final Map<String, Object> settings = source.settings();
        return new BareAeron(settings, settings.get("media").equals("ipc") ? Path.of(address) : driver.directory());
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
    public FaultTimes conclude() {
        return FaultTimes.parse(peer.ask(PeerMain.CONCLUDE));
    }

    @Override
    public void close() {
        CloseHelper.closeAll(source, peer, placement::collect);
    }
}
