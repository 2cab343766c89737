package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SocketLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams that get lost on the way from the source. */
class AeronLossTest {

    private static final int FRAMES = 1000;

    @TempDir
    private Path directory;

    @Test
    void shouldNeitherLoseNorReorderFramesWhereDatagramsAreLost() {
        final AeronUdp transport = new AeronUdp(AeronOptions.defaults(Media.UDP));
        final Path lossy = directory.resolve("lossy");
        final LinkErrors errors = new LinkErrors();
        try (MediaDriver _ = EmbeddedDriver.launch(lossy, Media.UDP, SocketLimits.ofThisMachine(), errors,
                context -> context.sendChannelEndpointSupplier(
                        (channel, status, driverContext) -> new DebugSendChannelEndpoint(channel, status, driverContext,
                                new EverySeventh(), new None())))) {
            final DestinationEnd destination = transport.listen(transport.anyAddress(),
                    DriverPlace.embedded(directory.resolve("destination")));
            try (LinkPair link = new LinkPair(
                    TestEnds.connect(transport, destination, DriverPlace.external(lossy)), destination)) {
                final int[] next = {0, 0};
                link.await("all frames", () -> {
                    if (next[0] < FRAMES && LinkPair.send(link.source().data(), next[0], 2000) == LinkStatus.OK) {
                        next[0]++;
                    }
                    link.destination().data().poll((buffer, offset, length) -> {
                        assertEquals(2000, length);
                        LinkPair.assertNumber(next[1]++, buffer, offset, length);
                    }, 10);
                    return next[1] == FRAMES;
                });
                assertTrue(counter(link.source(), "naksReceived") > 0);
                assertTrue(counter(link.source(), "retransmitsSent") > 0);
                assertTrue(counter(link.source(), "retransmittedBytes") > 0);
                assertTrue(counter(link.destination(), "naksSent") > 0);
                assertTrue(counter(link.destination(), "dataNaksSent") > 0);
                assertEquals(0, counter(link.destination(), "lossGapFills"));
            }
        }
    }

    private static long counter(final LinkEnd end, final String name) {
        final Map<String, Long> counters = new HashMap<>();
        end.counters(counters::put);
        return counters.get(name);
    }

    /** Drops a seventh of all that a socket sends, first and repeated sendings alike. */
    private static final class EverySeventh implements LossGenerator {

        private int sent;

        @Override
        public boolean shouldDropFrame(final InetSocketAddress address, final UnsafeBuffer buffer, final int length) {
            return ++sent % 7 == 0;
        }
    }

    /** Drops nothing. */
    private static final class None implements LossGenerator {

        @Override
        public boolean shouldDropFrame(final InetSocketAddress address, final UnsafeBuffer buffer, final int length) {
            return false;
        }
    }
}
