package io.whimbrel.jmh.peer;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.Transport;
import org.agrona.CloseHelper;

/** A destination in this process. */
final class LocalDestination implements Destination {

    static final String IN_MEMORY = "in-memory";

    private static final int FRAME_BYTES = 65_472;
    private static final int LINK_BYTES = 4 << 20;

    private final SourceLink source;
    private final DestinationLink destination;
    private DestinationRun run;

    private LocalDestination(final SourceLink source, final DestinationLink destination) {
        this.source = source;
        this.destination = destination;
    }

    static LocalDestination inMemory() {
        final InMemoryLink link = InMemoryLink.open(FRAME_BYTES, LINK_BYTES);
        return new LocalDestination(link.source(), link.destination());
    }

    static LocalDestination over(final String transport) {
        final DestinationEnd destination = Ends.listen(transport, Ends.newDriver());
        return new LocalDestination(Plugins.CATALOG.create(Transport.class, transport).connect(destination.address(),
                Ends.newDriver()), destination);
    }

    /** The receiving end alone; the source is another process. */
    static LocalDestination without(final DestinationEnd destination) {
        return new LocalDestination(null, destination);
    }

    @Override
    public SourceLink link() {
        return source;
    }

    @Override
    public void expect() {
        run = new DestinationRun(destination);
    }

    @Override
    public FaultTimes conclude() {
        final DestinationRun ended = run;
        run = null;
        return ended.conclude();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(run, source, destination);
    }
}
