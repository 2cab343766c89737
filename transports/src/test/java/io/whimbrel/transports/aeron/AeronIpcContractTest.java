package io.whimbrel.transports.aeron;

import io.whimbrel.engine.link.LinkContract;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class AeronIpcContractTest extends LinkContract {

    @TempDir
    private Path directory;

    @Override
    protected LinkPair open() {
        final Transport transport = new AeronIpc(AeronOptions.defaults(Media.IPC));
        final DriverPlace place = DriverPlace.embedded(directory.resolve("driver"));
        final DestinationEnd destination = transport.listen(transport.anyAddress(), place);
        final SourceEnd source = TestEnds.connect(transport, destination, place);
        return new LinkPair(source, destination);
    }
}
