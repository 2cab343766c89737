package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How ends come, fail to come, and go. */
class AeronLifeTest {

    private final Transport udp = new AeronUdp(AeronOptions.defaults(Media.UDP));
    private final Transport ipc = new AeronIpc(AeronOptions.defaults(Media.IPC));

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNoDirectoryBehind() {
        final DestinationEnd destination = udp.listen(udp.anyAddress(), place("destination"));
        final SourceEnd source = TestEnds.connect(udp, destination, place("source"));
        assertTrue(Files.exists(directory.resolve("destination")));
        source.close();
        destination.close();
        assertFalse(Files.exists(directory.resolve("destination")));
        assertFalse(Files.exists(directory.resolve("source")));
    }

    @Test
    void shouldBeMetAtAnyAddressWhereItListensAtAll() {
        final DestinationEnd destination = udp.listen("0.0.0.0:0", place("destination"));
        await(() -> destination.address() != null, destination);
        final String port = destination.address().substring("0.0.0.0:".length());
        try (LinkPair link = new LinkPair(udp.connect("127.0.0.1:" + port, place("source")), destination)) {
            link.sendSurely(link.source().data(), 1, 1000);
            link.await("the frame", () -> destination.data()
                    .poll((buffer, offset, length) -> LinkPair.assertNumber(1, buffer, offset, length), 1) == 1);
        }
    }

    @Test
    void shouldNotBeConnectedWhereNobodyListens() {
        try (SourceEnd source = udp.connect("127.0.0.1:" + freePort(), place("source"))) {
            for (int i = 0; i < 1000; i++) {
                source.doWork();
                assertEquals(LinkStatus.NOT_CONNECTED, source.data().tryClaim(8));
                assertEquals(LinkStatus.NOT_CONNECTED, LinkPair.offer(source, 1, 8));
            }
            assertNull(source.failure());
        }
    }

    @Test
    void shouldSayInOneLineThatAPortIsInUse() throws SocketException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            final String address = "127.0.0.1:" + taken.getLocalPort();
            final String message = assertThrows(IllegalArgumentException.class,
                    () -> udp.listen(address, place("destination"))).getMessage();
            assertTrue(message.startsWith("cannot listen at " + address + " (udp): "), message);
            assertFalse(Files.exists(directory.resolve("destination")));
        }
    }

    @Test
    void shouldFailInOneLineWhenAPortIsTakenAtTheLastMoment() throws SocketException {
        final SocketLimits limits = SocketLimits.ofThisMachine();
        final AeronSettings settings = AeronSettings.resolve(AeronOptions.defaults(Media.UDP), false, limits);
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DestinationEnd destination = new AeronDestinationLink(settings, new UdpChannels(settings),
                        new ListeningPlace("127.0.0.1:" + taken.getLocalPort(), "127.0.0.1:0",
                                UnaryOperator.identity()),
                        place("destination"), limits)) {
            await(() -> destination.failure() != null, destination);
            assertTrue(destination.failure().contains("Address already in use"), destination.failure());
            assertFalse(destination.failure().contains("\n"));
            assertFalse(destination.failure().contains("sun.nio"), destination.failure());
            assertFalse(destination.errors().isEmpty());
            assertNull(destination.address());
        }
    }

    @Test
    void shouldTurnASecondSourceAwayAndServeTheNextWhenTheFirstIsGone() {
        try (DestinationEnd destination = udp.listen(udp.anyAddress(), place("destination"))) {
            final SourceEnd first = TestEnds.connect(udp, destination, place("first"));
            await(() -> first.data().tryClaim(8) == LinkStatus.OK, first, destination);
            first.data().commit();
            try (SourceEnd second = udp.connect(destination.address(), place("second"))) {
                await(() -> second.failure() != null, second, first, destination);
                assertEquals("the destination at " + destination.address() + " is serving another source",
                        second.failure());
                assertEquals(LinkStatus.NOT_CONNECTED, second.data().tryClaim(8));
            }
            assertNull(first.failure());
            assertEquals(LinkStatus.OK, first.data().tryClaim(8));
            first.data().abort();
            first.close();
            await(() -> LinkPair.offer(destination, 1, 8) == LinkStatus.NOT_CONNECTED, destination);
            await(() -> connectsAnew(destination), destination);
        }
    }

    /** The destination may still be taking leave of the one before. */
    private boolean connectsAnew(final DestinationEnd destination) {
        try (SourceEnd third = udp.connect(destination.address(), place("third"))) {
            await(() -> third.failure() != null || LinkPair.send(third.data(), 3, 100) == LinkStatus.OK, third,
                    destination);
            if (third.failure() != null) {
                return false;
            }
            await(() -> destination.data()
                    .poll((buffer, offset, length) -> LinkPair.assertNumber(3, buffer, offset, length), 1) == 1, third,
                    destination);
            return true;
        }
    }

    @Test
    void shouldShareAnExternalDriverAndLeaveItRunning() {
        final Path shared = directory.resolve("shared");
        final Transport other = new AeronIpc(new AeronOptions(Media.IPC, 0, 0, 0, 0, 5000));
        final LinkErrors errors = new LinkErrors();
        try (MediaDriver _ = EmbeddedDriver.launch(shared, Media.IPC, SocketLimits.ofThisMachine(), errors)) {
            carryOne(ipc, shared, 1, () -> carryOne(other, shared, 2, () -> {}));
            assertTrue(EmbeddedDriver.isRunning(shared));
        }
        assertNull(errors.failure());
    }

    private void carryOne(final Transport transport, final Path shared, final long number, final Runnable meanwhile) {
        final DriverPlace place = DriverPlace.external(shared);
        final DestinationEnd destination = transport.listen(transport.anyAddress(), place);
        try (LinkPair link = new LinkPair(TestEnds.connect(transport, destination, place), destination)) {
            link.sendSurely(link.source().urgent(), number, 500);
            meanwhile.run();
            link.await("the frame", () -> destination.urgent()
                    .poll((buffer, offset, length) -> LinkPair.assertNumber(number, buffer, offset, length), 1) == 1);
        }
    }

    @Test
    void shouldRefuseDriversThatAreNotThereOrWhereTheyShouldNotBe() {
        final Path nowhere = directory.resolve("nowhere");
        assertEquals("no media driver runs in " + nowhere, assertThrows(IllegalArgumentException.class,
                () -> ipc.connect(nowhere.toString(), place("unused"))).getMessage());
        try (DestinationEnd destination = ipc.listen(ipc.anyAddress(), place("taken"))) {
            final String message = assertThrows(IllegalArgumentException.class,
                    () -> ipc.listen(ipc.anyAddress(), place("taken"))).getMessage();
            assertTrue(message.startsWith("a media driver runs in " + directory.resolve("taken")), message);
            assertNull(destination.failure());
        }
    }

    @Test
    void shouldRefuseADestinationWithoutAPort() {
        assertThrows(IllegalArgumentException.class, () -> udp.connect("127.0.0.1:0", place("source")));
    }

    private DriverPlace place(final String name) {
        return DriverPlace.embedded(directory.resolve(name));
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        } catch (final SocketException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(final BooleanSupplier condition, final LinkEnd... ends) {
        final long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            for (final LinkEnd end : ends) {
                end.doWork();
            }
            assertTrue(System.nanoTime() - start < 30_000_000_000L, "not within the deadline");
            Thread.yield();
        }
    }
}
