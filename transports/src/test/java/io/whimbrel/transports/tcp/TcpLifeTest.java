package io.whimbrel.transports.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.Endpoint;
import io.whimbrel.transports.SourceEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** How ends come, fail to come, and go. */
class TcpLifeTest {

    private final Tcp tcp = new Tcp(TcpOptions.DEFAULT);

    @Test
    void shouldBeMetAtAnyAddressWhereItListensAtAll() {
        final DestinationEnd destination = tcp.listen("0.0.0.0:0", TcpEnds.NO_DRIVER);
        final int port = Endpoint.parse(destination.address()).port();
        try (LinkPair link = new LinkPair(tcp.connect("127.0.0.1:" + port, TcpEnds.NO_DRIVER), destination)) {
            link.sendSurely(link.source().data(), 1, 1000);
            link.await("the frame", () -> destination.data()
                    .poll((buffer, offset, length) -> LinkPair.assertNumber(1, buffer, offset, length), 1) == 1);
        }
    }

    @Test
    void shouldKeepTryingWhereNobodyListensYet() throws IOException {
        final String address;
        try (DestinationEnd gone = TcpEnds.listen(TcpOptions.DEFAULT)) {
            address = gone.address();
        }
        try (SourceEnd source = tcp.connect(address, TcpEnds.NO_DRIVER)) {
            TcpEnds.await(() -> !source.errors().isEmpty(), source);
            assertEquals(LinkStatus.NOT_CONNECTED, source.data().tryClaim(8));
            assertEquals(LinkStatus.NOT_CONNECTED, LinkPair.offer(source, 1, 8));
            assertNull(source.failure());
            assertTrue(source.errors().getFirst().startsWith("cannot connect to " + address + ": "),
                    source.errors()::toString);
            try (DestinationEnd late = tcp.listen(address, TcpEnds.NO_DRIVER)) {
                TcpEnds.acquaint(source, late);
            }
        }
    }

    @Test
    void shouldSayInOneLineThatAPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final String address = "127.0.0.1:" + taken.getLocalPort();
            final String message = assertThrows(IllegalArgumentException.class,
                    () -> tcp.listen(address, TcpEnds.NO_DRIVER)).getMessage();
            assertTrue(message.startsWith("cannot listen at " + address + " (tcp): "), message);
        }
    }

    @Test
    void shouldRefuseADestinationWithoutAPort() {
        assertThrows(IllegalArgumentException.class, () -> tcp.connect("127.0.0.1:0", TcpEnds.NO_DRIVER));
    }

    @Test
    void shouldTurnASecondSourceAwayAndServeTheNextWhenTheFirstHasTakenItsLeave() {
        try (DestinationEnd destination = TcpEnds.listen(TcpOptions.DEFAULT)) {
            final SourceEnd first = TcpEnds.connect(TcpOptions.DEFAULT, destination);
            TcpEnds.acquaint(first, destination);
            try (SourceEnd second = TcpEnds.connect(TcpOptions.DEFAULT, destination)) {
                TcpEnds.await(() -> second.failure() != null, second, first, destination);
                assertEquals("the destination at " + destination.address() + " is serving another source",
                        second.failure());
                assertEquals(LinkStatus.NOT_CONNECTED, second.data().tryClaim(8));
            }
            assertNull(first.failure());
            assertEquals(LinkStatus.OK, first.data().tryClaim(8));
            first.data().abort();
            first.close();
            TcpEnds.await(() -> LinkPair.offer(destination, 1, 8) == LinkStatus.NOT_CONNECTED, destination);
            // Other connections, other lengths: the destination does as the source does.
            final TcpOptions others = new TcpOptions(4, 8 << 10, 0);
            try (SourceEnd third = TcpEnds.connect(others, destination)) {
                TcpEnds.await(() -> LinkPair.send(third.data(), 3, 8 << 10) == LinkStatus.OK, third, destination);
                TcpEnds.await(() -> destination.data().poll(
                        (buffer, offset, length) -> LinkPair.assertNumber(3, buffer, offset, length), 1) == 1, third,
                        destination);
                assertEquals(4, destination.settings().get("streams"));
            }
            assertNull(destination.failure());
        }
    }

    @Test
    void shouldHandOverWhatWasSaidBeforeTheGoodbye() {
        final DestinationEnd destination = TcpEnds.listen(TcpOptions.DEFAULT);
        try (SourceEnd source = TcpEnds.connect(TcpOptions.DEFAULT, destination)) {
            TcpEnds.acquaint(source, destination);
            for (int word = 0; word < 5; word++) {
                assertEquals(LinkStatus.OK, LinkPair.offer(destination, word, 100));
            }
            destination.close();
            TcpEnds.await(() -> LinkPair.offer(source, 9, 8) == LinkStatus.NOT_CONNECTED, source);
            final int[] heard = {0};
            while (source.controlIn().poll((buffer, offset, length) -> LinkPair.assertNumber(heard[0]++, buffer,
                    offset, length), 1) == 1) {
                source.doWork();
            }
            assertEquals(5, heard[0]);
            source.doWork();
            assertNull(source.failure());
        }
    }

    @Test
    void shouldNotBeDisturbedByStrangers() throws IOException {
        try (DestinationEnd destination = TcpEnds.listen(TcpOptions.DEFAULT);
                Socket silent = visit(destination);
                Socket talker = visit(destination)) {
            visit(destination).close();
            talker.getOutputStream().write("GET / HTTP/1.1\r\nHost: whimbrel\r\n\r\n".getBytes());
            try (SourceEnd source = TcpEnds.connect(TcpOptions.DEFAULT, destination);
                    Socket late = visit(destination)) {
                TcpEnds.acquaint(source, destination);
                late.getOutputStream().write(new byte[100]);
                TcpEnds.await(() -> counter(destination, "connectionsRefused") >= 3, source, destination);
                assertEquals(LinkStatus.OK, LinkPair.offer(source, 1, 8));
                assertNull(source.failure());
                assertNull(destination.failure());
                assertFalse(silent.isClosed());
            }
        }
    }

    private static Socket visit(final DestinationEnd destination) throws IOException {
        final Endpoint there = Endpoint.parse(destination.address());
        return new Socket(there.host(), there.port());
    }

    @Test
    void shouldNotStayWithASourceThatIsGoneBeforeItHasSaidAWord() throws IOException {
        try (DestinationEnd destination = TcpEnds.listen(TcpOptions.DEFAULT)) {
            try (Socket half = visit(destination)) {
                final ByteBuffer said = Preamble.newBuffer();
                new Preamble(Preamble.Kind.CONTROL, 1, 0, 1, 4096).encode(said);
                final byte[] bytes = new byte[Preamble.LENGTH];
                said.get(bytes);
                half.getOutputStream().write(bytes);
                TcpEnds.await(() -> available(half) == Preamble.LENGTH, destination);
            }
            TcpEnds.await(() -> connectsAnew(destination), destination);
        }
    }

    /** The destination may not have noticed yet that the one before is gone. */
    private static boolean connectsAnew(final DestinationEnd destination) {
        try (SourceEnd source = TcpEnds.connect(TcpOptions.DEFAULT, destination)) {
            TcpEnds.await(() -> source.failure() != null || LinkPair.offer(source, 1, 16) == LinkStatus.OK, source,
                    destination);
            if (source.failure() != null) {
                return false;
            }
            TcpEnds.await(() -> destination.controlIn().poll((buffer, offset, length) -> {}, 1) == 1, source,
                    destination);
            assertNull(destination.failure());
            return true;
        }
    }

    @Test
    void shouldFailWhereAStrangerAnswers() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SourceEnd source = tcp.connect("127.0.0.1:" + stranger.getLocalPort(), TcpEnds.NO_DRIVER)) {
            TcpEnds.await(() -> source.doWork() > 0, source);
            try (Socket accepted = stranger.accept()) {
                accepted.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes());
                TcpEnds.await(() -> source.failure() != null, source);
                assertEquals("what answers at 127.0.0.1:" + stranger.getLocalPort()
                        + " is no migration's destination", source.failure());
            }
        }
    }

    private static int available(final Socket socket) {
        try {
            return socket.getInputStream().available();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long counter(final DestinationEnd destination, final String wanted) {
        final long[] found = {-1};
        destination.counters((name, value) -> {
            if (name.equals(wanted)) {
                found[0] = value;
            }
        });
        assertFalse(found[0] < 0, wanted);
        return found[0];
    }
}
