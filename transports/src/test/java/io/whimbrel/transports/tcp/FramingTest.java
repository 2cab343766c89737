package io.whimbrel.transports.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.protocol.ProtocolException;
import io.whimbrel.engine.tracking.Allocations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

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

    @Property(tries = 30)
    void shouldGatherWhatLiesElsewhere(@ForAll final long seed, @ForAll @IntRange(min = 1, max = 3) final int streams,
            @ForAll @IntRange(min = MAX_FRAME + 8, max = 40_000) final int capacity) {
        final Random choices = new Random(seed);
        final byte[] contents = new byte[1 << 14];
        choices.nextBytes(contents);
        final UnsafeBuffer elsewhere = new UnsafeBuffer(ByteBuffer.allocateDirect(contents.length));
        try (Wires wires = new Wires(streams)) {
            final TcpOutbound out = new TcpOutbound("data", MAX_FRAME);
            final TcpInbound in = new TcpInbound("data");
            out.connect(wires.here, capacity);
            in.connect(wires.there, MAX_FRAME, capacity);
            final int frames = 400;
            final List<byte[]> expected = new ArrayList<>();
            final int[] arrived = {0};
            while (arrived[0] < frames) {
                final int length = choices.nextInt(MAX_FRAME + 1);
                if (expected.size() < frames && choices.nextInt(400) > 0 && out.tryClaim(length) == LinkStatus.OK) {
                    final byte[] frame = new byte[length];
                    choices.nextBytes(frame);
                    out.buffer().putBytes(out.offset(), frame);
                    elsewhere.putBytes(0, contents);
                    if (length > 1 && choices.nextInt(10) == 0) {
                        out.gather(out.offset(), elsewhere.addressOffset(), length / 2);
                        out.abort();
                        continue;
                    }
                    for (int at = choices.nextInt(200); at < length; at += choices.nextInt(200)) {
                        final int part = 1 + choices.nextInt(Math.min(length - at, 1500));
                        final int from = choices.nextInt(contents.length - part);
                        out.gather(out.offset() + at, elsewhere.addressOffset() + from, part);
                        System.arraycopy(contents, from, frame, at, part);
                        at += part;
                    }
                    out.commit();
                    // From here on it is the guest's again.
                    elsewhere.setMemory(0, contents.length, (byte) 0);
                    expected.add(frame);
                } else {
                    out.flush();
                    in.poll((buffer, offset, count) -> {
                        final byte[] frame = new byte[count];
                        buffer.getBytes(offset, frame);
                        assertArrayEquals(expected.get(arrived[0]++), frame);
                    }, choices.nextInt(200));
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

    @Test
    void shouldGatherMorePartsThanTheSystemTakesAtATime() {
        final UnsafeBuffer elsewhere = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_FRAME));
        elsewhere.setMemory(0, MAX_FRAME, (byte) 7);
        try (Wires wires = new Wires(1)) {
            final TcpOutbound out = new TcpOutbound("data", MAX_FRAME);
            final TcpInbound in = new TcpInbound("data");
            out.connect(wires.here, 2 * MAX_FRAME);
            in.connect(wires.there, MAX_FRAME, MAX_FRAME);
            assertEquals(LinkStatus.OK, out.tryClaim(MAX_FRAME));
            final byte[] frame = new byte[MAX_FRAME];
            out.buffer().putBytes(out.offset(), frame);
            for (int at = 0; at < MAX_FRAME; at += 8) {
                out.gather(out.offset() + at, elsewhere.addressOffset() + at, 4);
                Arrays.fill(frame, at, at + 4, (byte) 7);
            }
            out.commit();
            final byte[] arrived = new byte[MAX_FRAME];
            while (in.poll((buffer, offset, length) -> buffer.getBytes(offset, arrived), 1) == 0) {
                Thread.onSpinWait();
            }
            assertArrayEquals(frame, arrived);
        }
    }

    @Test
    void shouldCopyOnlyThePartsThatTheSocketDoesNotTakeAtOnce() {
        final UnsafeBuffer elsewhere = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_FRAME));
        try (Wires wires = new Wires(1)) {
            final TcpOutbound out = new TcpOutbound("data", MAX_FRAME);
            final Map<String, Long> counters = new HashMap<>();
            out.connect(wires.here, 2 * MAX_FRAME);
            assertEquals(LinkStatus.OK, out.tryClaim(1000));
            out.gather(out.offset(), elsewhere.addressOffset(), 600);
            out.commit();
            out.visit(counters::put);
            assertEquals(600, counters.get("dataBytesGathered"));
            while (out.tryClaim(MAX_FRAME) == LinkStatus.OK) {
                out.commit();
            }
            out.visit(counters::put);
            final long sent = counters.get("dataFramesSent");
            while (out.tryClaim(8) == LinkStatus.OK) {
                out.gather(out.offset(), elsewhere.addressOffset(), 8);
                out.commit();
            }
            out.visit(counters::put);
            assertTrue(counters.get("dataFramesSent") > sent, "the ring had no room left");
            assertEquals(600, counters.get("dataBytesGathered"));
            out.disconnect();
            out.visit(counters::put);
            assertEquals(600, counters.get("dataBytesGathered"));
        }
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        final UnsafeBuffer elsewhere = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
        try (Wires wires = new Wires(1)) {
            final TcpOutbound out = new TcpOutbound("data", MAX_FRAME);
            final TcpInbound in = new TcpInbound("data");
            out.connect(wires.here, 8 * MAX_FRAME);
            in.connect(wires.there, MAX_FRAME, 8 * MAX_FRAME);
            final Runnable frame = () -> {
                while (out.tryClaim(MAX_FRAME) != LinkStatus.OK) {
                    in.poll((buffer, offset, length) -> {}, 10);
                }
                for (int at = 100; at + 300 <= MAX_FRAME; at += 400) {
                    out.gather(out.offset() + at, elsewhere.addressOffset() + 10L * at, 300);
                }
                out.commit();
                in.poll((buffer, offset, length) -> {}, 10);
            };
            for (int i = 0; i < 2_000; i++) {
                frame.run();
            }
            final double perFrame = Allocations.bytesOf(5_000, frame) / 5_000.0;
            assertTrue(perFrame < 1, perFrame + " B per frame");
        }
    }

    @Test
    void shouldLeaveAnEmptySocketAloneForAWhile() {
        try (Wires wires = new Wires(1)) {
            final CachedNanoClock clock = new CachedNanoClock();
            final AtomicBoolean mayRest = new AtomicBoolean(true);
            final TcpOutbound out = new TcpOutbound("data", MAX_FRAME);
            final TcpInbound in = new TcpInbound("data", clock, 30, mayRest::get);
            out.connect(wires.here, MAX_FRAME * 2);
            in.connect(wires.there, MAX_FRAME, MAX_FRAME);
            assertEquals(0, in.poll((buffer, offset, length) -> {}, 1));
            assertEquals(LinkStatus.OK, LinkPair.send(out, 0, 100));
            clock.update(29);
            assertEquals(0, in.poll((buffer, offset, length) -> {}, 1), "rests still");
            clock.update(30);
            while (in.poll((buffer, offset, length) -> {}, 1) == 0) {
                clock.advance(30);
            }
            assertEquals(0, in.poll((buffer, offset, length) -> {}, 1));
            assertEquals(LinkStatus.OK, LinkPair.send(out, 1, 100));
            mayRest.set(false);
            while (in.poll((buffer, offset, length) -> {}, 1) == 0) {
                Thread.onSpinWait();
            }
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
