package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** How tests open ends, and drive them. */
final class TcpEnds {

    static final DriverPlace NO_DRIVER = DriverPlace.embedded(Path.of("never-made"));

    private static final long DEADLINE_NS = 30_000_000_000L;

    private TcpEnds() {}

    static DestinationEnd listen(final TcpOptions options) {
        final Transport tcp = new Tcp(options);
        return tcp.listen(tcp.anyAddress(), NO_DRIVER);
    }

    static SourceEnd connect(final TcpOptions options, final DestinationEnd destination) {
        return new Tcp(options).connect(destination.address(), NO_DRIVER);
    }

    static LinkPair pair(final TcpOptions options) {
        final DestinationEnd destination = listen(TcpOptions.DEFAULT);
        return new LinkPair(connect(options, destination), destination);
    }

    /** Drives both ends until a message has gone from the source to the destination. */
    static void acquaint(final SourceEnd source, final DestinationEnd destination) {
        await(() -> LinkPair.offer(source, 1, 16) == LinkStatus.OK, source, destination);
        await(() -> destination.controlIn().poll((buffer, offset, length) -> {}, 1) == 1, source, destination);
    }

    static void await(final BooleanSupplier condition, final LinkEnd... ends) {
        final long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            for (final LinkEnd end : ends) {
                end.doWork();
            }
            Assertions.assertTrue(System.nanoTime() - start < DEADLINE_NS, "not within the deadline");
            Thread.yield();
        }
    }
}
