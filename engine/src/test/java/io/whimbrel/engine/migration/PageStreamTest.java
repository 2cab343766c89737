package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.builtin.RawEncoding;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.protocol.ProtocolException;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.tracking.Allocations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PageStreamTest {

    private static final int PAGE = 4096;
    private static final long ID = 9;

    /** A stream between two memories. */
    private static final class Stream implements AutoCloseable {
        private final GuestMemory from;
        private final GuestMemory to;
        private final InMemoryLink link;
        private final PageSender sender;
        private final ArrivingMemory arriving;
        private final PageReceiver receiver;

        Stream(final int pages, final int frame, final PageEncoding encoding) {
            final PageGeometry geometry = new PageGeometry((long) pages * PAGE, PAGE);
            from = new GuestMemory(geometry);
            to = new GuestMemory(geometry);
            link = InMemoryLink.open(frame, 8 * frame);
            sender = new PageSender(link.source().data(), from, encoding, new TokenBucket(frame, 0), ID,
                    0);
            arriving = new ArrivingMemory(to, new Faults(pages, 1, () -> 0), encoding, () -> 0, new PeerClock());
            receiver = new PageReceiver(arriving, ID, 0);
        }

        void send(final long page) {
            while (!sender.isReady(0)) {
                receive();
            }
            sender.take(page);
        }

        void finish() {
            while (!sender.flush(0)) {
                receive();
            }
            receive();
        }

        void receive() {
            while (link.destination().data().poll(receiver, 64) > 0) {
                // All that has arrived.
            }
        }

        @Override
        public void close() {
            from.close();
            to.close();
        }
    }

    @Property(tries = 60)
    void shouldArriveBitIdenticalInFramesOfAnyLength(@ForAll @IntRange(min = 200, max = 40_000) final int frame,
            @ForAll final long seed) {
        final Random random = new Random(seed);
        final int pages = 1 + random.nextInt(40);
        try (Stream stream = new Stream(pages, frame, new ZeroElideEncoding())) {
            for (int round = 0; round < 3; round++) {
                for (long page = 0; page < pages; page++) {
                    rewrite(stream.from, page, random);
                    stream.send(page);
                }
            }
            stream.finish();
            for (long at = 0; at < stream.from.geometry().memoryBytes(); at += 8) {
                assertEquals(stream.from.getLong(at), stream.to.getLong(at), "at " + at);
            }
            assertEquals(0, stream.arriving.presence().absentPages());
            assertEquals(3L * pages, stream.arriving.pages());
            assertEquals(stream.sender.pages(), stream.arriving.pages());
            assertEquals(stream.sender.batches(), stream.receiver.batches());
            assertEquals(stream.sender.bytes(), stream.arriving.bytes());
            assertEquals(stream.sender.digest(), stream.receiver.digest());
        }
    }

    private static void rewrite(final GuestMemory memory, final long page, final Random random) {
        final boolean zero = random.nextInt(3) == 0;
        for (int at = 0; at < PAGE; at += 8) {
            memory.putLong(page * PAGE + at, zero ? 0 : random.nextLong());
        }
    }

    /** An encoding of odd lengths: half of each page, chosen so that padding is needed. */
    private static final class HalfEncoding implements PageEncoding {
        private static final int LENGTH = 2_051;

        @Override
        public int encode(final long page, final long pageAddress, final int pageBytes,
                final MutableDirectBuffer target, final int targetOffset, final int targetCapacity) {
            if (targetCapacity < LENGTH) {
                return RAW;
            }
            target.putBytes(targetOffset, new UnsafeBuffer(pageAddress, LENGTH), 0, LENGTH);
            return LENGTH;
        }

        @Override
        public void decode(final long page, final DirectBuffer source, final int offset, final int length,
                final long pageAddress, final int pageBytes) {
            new UnsafeBuffer(pageAddress, pageBytes).putBytes(0, source, offset, length);
        }
    }

    @Test
    void shouldCarryEncodedPagesOfOddLengths() {
        try (Stream stream = new Stream(20, 16 << 10, new HalfEncoding())) {
            final Random random = new Random(5);
            for (long page = 0; page < 20; page++) {
                for (int at = 0; at < PAGE; at += 8) {
                    stream.from.putLong(page * PAGE + at, at < HalfEncoding.LENGTH ? random.nextLong() : 0);
                }
                stream.from.putLong(page * PAGE + 2048, 0x0000_0000_00AB_CDEFL);
                stream.send(page);
            }
            stream.finish();
            for (long at = 0; at < 20 * PAGE; at += 8) {
                assertEquals(stream.from.getLong(at), stream.to.getLong(at), "at " + at);
            }
        }
    }

    @Test
    void shouldSendAZeroPageAsAHeaderAlone() {
        try (Stream stream = new Stream(8, 32 << 10, new ZeroElideEncoding())) {
            for (long page = 0; page < 8; page++) {
                stream.send(page);
            }
            stream.finish();
            assertEquals(Wire.BATCH_HEADER_LENGTH + 8 * Wire.ENTRY_HEADER_LENGTH, stream.sender.bytes());
            assertEquals(8, stream.sender.zeroPages());
        }
    }

    /** A batch as it was sent, to be damaged. */
    private static List<UnsafeBuffer> frames(final Stream stream) {
        final List<UnsafeBuffer> frames = new ArrayList<>();
        final FrameHandler copy = (buffer, offset, length) -> {
            final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
            frame.putBytes(0, buffer, offset, length);
            frames.add(frame);
        };
        for (long page = 0; page < stream.from.geometry().pages(); page++) {
            stream.from.putLong(page * PAGE, page + 1);
            stream.send(page);
        }
        assertTrue(stream.sender.flush(0));
        stream.link.destination().data().poll(copy, 64);
        return frames;
    }

    @Test
    void shouldRefuseAFrameWithAnySingleBitFlipped() {
        try (Stream stream = new Stream(2, 16 << 10, new ZeroElideEncoding())) {
            final UnsafeBuffer frame = frames(stream).getFirst();
            for (int bit = 0; bit < frame.capacity() * 8; bit += 7) {
                flip(frame, bit);
                final long before = stream.receiver.batches();
                try {
                    stream.receiver.onFrame(frame, 0, frame.capacity());
                } catch (final ProtocolException e) {
                    assertFalse(e.getMessage().isBlank());
                }
                // A flipped migration id makes it somebody else's frame: passed over, and missed at the end.
                assertEquals(before, stream.receiver.batches(), "bit " + bit + " went through");
                flip(frame, bit);
            }
            stream.receiver.onFrame(frame, 0, frame.capacity());
            assertEquals(1, stream.receiver.batches());
        }
    }

    private static void flip(final UnsafeBuffer frame, final int bit) {
        frame.putByte(bit / 8, (byte) (frame.getByte(bit / 8) ^ 1 << bit % 8));
    }

    @Test
    void shouldApplyNothingOfATornFrame() {
        try (Stream stream = new Stream(2, 16 << 10, new RawEncoding())) {
            final UnsafeBuffer frame = frames(stream).getFirst();
            for (int length = 0; length < frame.capacity(); length += 31) {
                final int torn = length;
                assertThrows(ProtocolException.class, () -> stream.receiver.onFrame(frame, 0, torn));
            }
            for (long at = 0; at < 2 * PAGE; at += 8) {
                assertEquals(0, stream.to.getLong(at));
            }
        }
    }

    @Test
    void shouldNoticeALostFrameAndPassOverADoubledOne() {
        try (Stream stream = new Stream(6, 9_000, new RawEncoding())) {
            final List<UnsafeBuffer> frames = frames(stream);
            assertTrue(frames.size() >= 3);
            stream.receiver.onFrame(frames.getFirst(), 0, frames.getFirst().capacity());
            stream.receiver.onFrame(frames.getFirst(), 0, frames.getFirst().capacity());
            assertEquals(1, stream.receiver.batches());
            final UnsafeBuffer third = frames.get(2);
            final ProtocolException e = assertThrows(ProtocolException.class,
                    () -> stream.receiver.onFrame(third, 0, third.capacity()));
            assertTrue(e.getMessage().contains("lost"), e.getMessage());
        }
    }

    @Property(tries = 40)
    void shouldSendTheSameFramesFromWherePagesLie(@ForAll @IntRange(min = 200, max = 40_000) final int frame,
            @ForAll final long seed) {
        final int pages = 1 + new Random(seed).nextInt(40);
        try (Stream copied = new Stream(pages, frame, new ZeroElideEncoding());
                Stream taken = new Stream(pages, frame, new ZeroElideEncoding())) {
            final GatheringOutbound out = new GatheringOutbound(taken.link.source().data(), () -> {});
            final PageSender gathering = new PageSender(out, taken.from, new ZeroElideEncoding(),
                    new TokenBucket(frame, 0), ID, 0);
            gathering.guestStandsStill();
            final Random one = new Random(seed);
            final Random other = new Random(seed);
            for (long page = 0; page < pages; page++) {
                rewrite(copied.from, page, one);
                rewrite(taken.from, page, other);
                copied.send(page);
                while (!gathering.isReady(0)) {
                    taken.receive();
                }
                gathering.take(page);
            }
            copied.finish();
            while (!gathering.flush(0)) {
                taken.receive();
            }
            taken.receive();
            assertEquals(copied.sender.digest(), gathering.digest());
            assertEquals(copied.receiver.digest(), taken.receiver.digest());
            assertEquals((gathering.pages() - gathering.zeroPages()) * PAGE, out.gathered());
            for (long at = 0; at < taken.from.geometry().memoryBytes(); at += 8) {
                assertEquals(taken.from.getLong(at), taken.to.getLong(at), "at " + at);
            }
        }
    }

    @Test
    void shouldSendNothingBeyondTheRateCap() {
        try (Stream stream = new Stream(64, 9_000, new RawEncoding())) {
            final TokenBucket bucket = new TokenBucket(9_000, 0);
            bucket.rate(1_000_000, 0);
            final PageSender capped = new PageSender(stream.link.source().data(), stream.from, new RawEncoding(),
                    bucket, ID, 0);
            long page = 0;
            long nowNs = 0;
            while (page < 64) {
                nowNs += 100_000;
                stream.link.destination().data().poll((buffer, offset, length) -> {}, 64);
                if (capped.isReady(nowNs)) {
                    capped.take(page++);
                }
                assertTrue(capped.bytes() <= 1_000_000 * nowNs / 1_000_000_000L + 9_000,
                        capped.bytes() + " B after " + nowNs + " ns");
            }
            assertTrue(nowNs > 240_000_000L, "64 pages of 4 KiB at 1 MB/s take a quarter of a second");
        }
    }

    @Test
    void shouldAllocateNothingPerPageWhenSendingAndApplying() {
        try (Stream stream = new Stream(256, 60_000, new ZeroElideEncoding())) {
            for (long page = 0; page < 256; page += 2) {
                stream.from.putLong(page * PAGE + 8, page + 1);
            }
            for (int i = 0; i < 200; i++) {
                sendAll(stream);
            }
            final double perPage = Allocations.bytesOf(100, () -> sendAll(stream)) / (100.0 * 256);
            assertTrue(perPage < 0.05, perPage + " B per page");
        }
    }

    private static void sendAll(final Stream stream) {
        for (long page = 0; page < 256; page++) {
            stream.send(page);
        }
        stream.finish();
    }
}
