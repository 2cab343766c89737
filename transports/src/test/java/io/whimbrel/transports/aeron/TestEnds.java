package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;

/** How tests open ends. */
final class TestEnds {

    private TestEnds() {}

    /** Opens a source as soon as the destination can say where it is. */
    static SourceEnd connect(final Transport transport, final DestinationEnd destination, final DriverPlace place) {
        while (destination.address() == null) {
            destination.doWork();
            assertNull(destination.failure());
            Thread.yield();
        }
        return transport.connect(destination.address(), place);
    }
}
