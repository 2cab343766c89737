package io.whimbrel.transports.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.protocol.ProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What becomes of frames between the two ends of a connection. */
class FramingTest {

    private static final int MAX_FRAME = 5000;

    @Property(tries = 30)
    void shouldCarryFramesOfAnyLengthsOverAnyNumberOfConnections(@ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 5) final int streams,
            @ForAll @IntRange(min = MAX_FRAME + 8, max = 40_000) final int capacity) {
        try (Wires wires = new Wires(streams)) {
            final TcpOutbound out = new TcpOutbound("data", MAX_FRAME);
            final TcpInbound in = new TcpInbound("data");
            out.connect(wires.here, capacity);
            in.connect(wires.there, MAX_FRAME, capacity);
            final Random choices = new Random(seed);
            final Random sentLengths = new Random(seed + 1);
            final Random arrivedLengths = new Random(seed + 1);
            final int frames = 500;
            final int[] arrived = {0};
            int sent = 0;
            int next = sentLengths.nextInt(MAX_FRAME + 1);
            while (arrived[0] < frames) {
                if (sent < frames && choices.nextInt(3) > 0 && LinkPair.send(out, sent, next) == LinkStatus.OK) {
                    sent++;
                    next = sentLengths.nextInt(MAX_FRAME + 1);
                } else if (choices.nextInt(10) == 0 && out.tryClaim(MAX_FRAME) == LinkStatus.OK) {
                    out.abort();
                } else {
                    out.flush();
                    in.poll((buffer, offset, length) -> {
                        assertEquals(arrivedLengths.nextInt(MAX_FRAME + 1), length);
                        assertEquals(0, offset & 7);
                        LinkPair.assertNumber(arrived[0]++, buffer, offset, length);
                    }, choices.nextInt(20));
                }
            }
        }
    }

    @Property(tries = 100)
    void shouldRefuseATornStreamByName(@ForAll final int length, @ForAll final int number) throws IOException {
        final boolean sound = length >= 0 && length <= MAX_FRAME && number == 0 || length == Framing.GOODBYE;
        try (Wires wires = new Wires(1)) {
            final TcpInbound in = new TcpInbound("urgent");
            in.connect(wires.there, MAX_FRAME, MAX_FRAME);
            wires.here.getFirst().channel()
                    .write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(length).putInt(number).flip());
            if (sound) {
                return;
            }
            final String message = assertThrows(ProtocolException.class, () -> {
                while (in.poll((buffer, offset, arrived) -> {}, 1) == 0) {
                    Thread.onSpinWait();
                }
            }).getMessage();
            assertTrue(message.startsWith("a frame of " + length + " B, number " + number + ", on the urgent stream"),
                    message);
            assertEquals(0, in.poll((buffer, offset, arrived) -> {}, 1), "what follows is not read as frames");
        }
    }

    @Property(tries = 20)
    void shouldTellAGoodbyeFromAnEnd(@ForAll final boolean polite, @ForAll @IntRange(max = 50) final int frames) {
        try (Wires wires = new Wires(1)) {
            final TcpOutbound out = new TcpOutbound("control", MAX_FRAME);
            final TcpInbound in = new TcpInbound("control");
            out.connect(wires.here, MAX_FRAME * 60);
            in.connect(wires.there, MAX_FRAME, MAX_FRAME * 60);
            int underWay = 0;
            for (int i = 0; i < frames; i++) {
                assertEquals(LinkStatus.OK, LinkPair.send(out, i, 100 * i));
                underWay += Framing.recordLength(100 * i);
            }
            // What no socket has room for would be lost with the connection, and a goodbye is not said before it.
            while (underWay > 0) {
                out.flush();
                underWay -= in.fill();
            }
            if (polite) {
                out.sayGoodbye();
            }
            wires.here.getFirst().close();
            int taken = 0;
            while (taken < frames) {
                in.fill();
                assertFalse(in.hasHeardGoodbye());
                taken += in.poll((buffer, offset, length) -> {}, 1);
            }
            while (wires.there.getFirst().trouble() == null) {
                in.fill();
            }
            assertTrue(in.isDrained());
            assertEquals(polite, in.hasHeardGoodbye());
        }
    }

    /** Connections over loopback. */
    private static final class Wires implements AutoCloseable {

        private final List<Connection> here;
        private final List<Connection> there;

        Wires(final int count) {
            final Connection[] ends = new Connection[2 * count];
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                for (int i = 0; i < count; i++) {
                    ends[i] = new Connection(SocketChannel.open(server.getLocalAddress()), 1 << 16);
                    ends[count + i] = new Connection(server.accept(), 1 << 16);
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            here = List.of(ends).subList(0, count);
            there = List.of(ends).subList(count, 2 * count);
        }

        @Override
        public void close() {
            here.forEach(Connection::close);
            there.forEach(Connection::close);
        }
    }
}
