package io.whimbrel.transports.aeron;

import io.whimbrel.engine.link.LinkContract;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Two drivers over loopback. */
class AeronUdpContractTest extends LinkContract {

    @TempDir
    private Path directory;

    @Override
    protected LinkPair open() {
        return open(AeronOptions.defaults(Media.UDP));
    }

    final LinkPair open(final AeronOptions options) {
        final Transport transport = new AeronUdp(options);
        final DestinationEnd destination = transport.listen(transport.anyAddress(),
                DriverPlace.embedded(directory.resolve("destination")));
        final SourceEnd source = TestEnds.connect(transport, destination,
                DriverPlace.embedded(directory.resolve("source")));
        return new LinkPair(source, destination);
    }
}
