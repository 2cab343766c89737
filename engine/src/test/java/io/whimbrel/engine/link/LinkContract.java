package io.whimbrel.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every link must do. A transport's own test extends this and opens the two ends. */
public abstract class LinkContract {

    private LinkPair link;

    /**
     * Opens both ends. They need not be connected yet.
     *
     * @return the ends, with room for at least 16 of the longest frames
     */
    protected abstract LinkPair open();

    @BeforeEach
    void connect() {
        link = open();
        awaitFrame(link.source().data(), link.destination().data());
        awaitFrame(link.source().urgent(), link.destination().urgent());
        awaitMessage(link.source(), link.destination());
        awaitMessage(link.destination(), link.source());
    }

    @AfterEach
    void close() {
        if (link != null) {
            link.close();
        }
    }

    @Test
    void shouldDeliverFramesWholeAndInOrder() {
        final SplittableRandom random = new SplittableRandom(7);
        final FrameOutbound out = link.source().data();
        final long[] next = {0, 0};
        final SplittableRandom lengths = new SplittableRandom(11);
        final FrameHandler check = (buffer, offset, length) -> {
            assertEquals(lengths.nextInt(1, out.maxFrameLength() + 1), length);
            LinkPair.assertNumber(next[1]++, buffer, offset, length);
        };
        final SplittableRandom sent = new SplittableRandom(11);
        while (next[0] < 400) {
            final int length = sent.nextInt(1, out.maxFrameLength() + 1);
            link.await("room for a frame", () -> {
                link.destination().data().poll(check, random.nextInt(4));
                return LinkPair.send(out, next[0], length) == LinkStatus.OK;
            });
            next[0]++;
        }
        link.await("the last frame", () -> link.destination().data().poll(check, 10) >= 0 && next[1] == next[0]);
    }

    @Test
    void shouldDeliverFramesFromOneThreadToAnother() throws Exception {
        final int frames = 3000;
        final FrameOutbound out = link.source().data();
        final AtomicBoolean allArrived = new AtomicBoolean();
        final FutureTask<Void> sender = new FutureTask<>(() -> {
            final SplittableRandom lengths = new SplittableRandom(3);
            for (int i = 0; i < frames; i++) {
                final int length = lengths.nextInt(1, out.maxFrameLength() + 1);
                while (LinkPair.send(out, i, length) != LinkStatus.OK) {
                    link.source().doWork();
                    Thread.yield();
                }
            }
            // Some links are given by their duty cycle what they did not take at once.
            while (!allArrived.get()) {
                link.source().doWork();
                Thread.yield();
            }
        }, null);
        Thread.ofPlatform().daemon().start(sender);
        final SplittableRandom lengths = new SplittableRandom(3);
        final long[] arrived = {0};
        LinkPair.await("all frames", link.destination(), () -> {
            link.destination().data().poll((buffer, offset, length) -> {
                assertEquals(lengths.nextInt(1, out.maxFrameLength() + 1), length);
                LinkPair.assertNumber(arrived[0]++, buffer, offset, length);
            }, 16);
            return arrived[0] == frames;
        });
        allArrived.set(true);
        sender.get();
    }

    @Test
    void shouldAnswerBackPressureAndGoOnWhenThereIsRoom() {
        final FrameOutbound out = link.source().data();
        final long sent = fillUp(out);
        assertTrue(sent >= 1);
        final List<Long> arrived = new ArrayList<>();
        link.await("all that was sent", () -> {
            link.destination().data().poll((buffer, offset, length) -> {
                LinkPair.assertNumber(arrived.size(), buffer, offset, length);
                arrived.add((long) arrived.size());
            }, 5);
            return arrived.size() == sent;
        });
        link.sendSurely(out, sent, 100);
        link.await("a frame after the jam", () -> link.destination().data()
                .poll((buffer, offset, length) -> LinkPair.assertNumber(sent, buffer, offset, length), 5) == 1);
    }

    @Test
    void shouldLetUrgentFramesAndMessagesPassWhileDataIsBackPressured() {
        fillUp(link.source().data());
        link.sendSurely(link.source().urgent(), 1, 200);
        link.await("the urgent frame", () -> link.destination().urgent()
                .poll((buffer, offset, length) -> LinkPair.assertNumber(1, buffer, offset, length), 5) == 1);
        awaitMessage(link.source(), link.destination());
        awaitMessage(link.destination(), link.source());
    }

    @Test
    void shouldCarryMessagesOfEveryLengthBothWays() {
        for (final int length : new int[]{1, 8, 100, 1376, 1377, 4096, MessageOutbound.MAX_MESSAGE_LENGTH}) {
            exchange(link.source(), link.destination(), length);
            exchange(link.destination(), link.source(), length);
        }
    }

    @Test
    void shouldPutFramesAtTrueAlignedAddresses() {
        for (final FrameOutbound out : List.of(link.source().data(), link.source().urgent())) {
            for (int length = 1; length < 200; length += 3) {
                final int claimed = length;
                link.await("room for a frame", () -> out.tryClaim(claimed) == LinkStatus.OK);
                final long address = out.buffer().addressOffset() + out.offset();
                assertEquals(0, out.offset() & 7);
                assertEquals(0, address & 7);
                for (int i = 0; i < length; i++) {
                    UnsafeApi.putByte(address + i, (byte) (i + claimed));
                }
                assertEquals((byte) (length - 1 + claimed), out.buffer().getByte(out.offset() + length - 1));
                out.commit();
                final FrameInbound in = out == link.source().data()
                        ? link.destination().data()
                        : link.destination().urgent();
                link.await("the frame", () -> in.poll((buffer, offset, arrived) -> {
                    assertEquals(0, offset & 7);
                    assertEquals(0, buffer.addressOffset() & 7);
                    assertEquals(claimed, arrived);
                    assertEquals((byte) (arrived - 1 + claimed),
                            UnsafeApi.getByte(buffer.addressOffset() + offset + arrived - 1));
                }, 1) == 1);
            }
        }
    }

    @Test
    void shouldNotDeliverAbortedFrames() {
        final FrameOutbound out = link.source().data();
        link.sendSurely(out, 1, 50);
        link.await("room for a frame", () -> out.tryClaim(60) == LinkStatus.OK);
        out.abort();
        link.sendSurely(out, 2, 70);
        final List<Integer> lengths = new ArrayList<>();
        link.await("both frames", () -> {
            link.destination().data().poll((buffer, offset, length) -> lengths.add(length), 5);
            return lengths.size() == 2;
        });
        assertEquals(List.of(50, 70), lengths);
    }

    @Test
    void shouldRefuseWhatBreaksTheRules() {
        final FrameOutbound out = link.source().data();
        assertThrows(IllegalArgumentException.class, () -> out.tryClaim(out.maxFrameLength() + 1));
        assertThrows(IllegalArgumentException.class,
                () -> LinkPair.offer(link.source(), 1, MessageOutbound.MAX_MESSAGE_LENGTH + 1));
        assertThrows(IllegalStateException.class, out::commit);
        link.await("room for a frame", () -> out.tryClaim(8) == LinkStatus.OK);
        assertThrows(IllegalStateException.class, () -> out.tryClaim(8));
        out.abort();
        assertThrows(IllegalStateException.class, out::abort);
    }

    @Test
    void shouldPassOnWhatAHandlerThrows() {
        link.sendSurely(link.source().data(), 1, 10);
        final RuntimeException thrown = new RuntimeException("from the handler");
        final FrameHandler handler = (buffer, offset, length) -> {
            throw thrown;
        };
        assertSame(thrown, assertThrows(RuntimeException.class, () -> link.await("the frame",
                () -> link.destination().data().poll(handler, 1) == 1)));
    }

    @Test
    void shouldAnswerNotConnectedWhenThePeerHasClosed() {
        link.source().close();
        awaitAnswer(LinkStatus.NOT_CONNECTED, link.destination());
    }

    @Test
    void shouldAnswerClosedOnceClosedAndCloseTwice() {
        final FrameOutbound out = link.source().data();
        link.source().close();
        link.source().close();
        link.destination().close();
        link.destination().close();
        assertEquals(LinkStatus.CLOSED, out.tryClaim(8));
        assertEquals(LinkStatus.CLOSED, link.source().urgent().tryClaim(8));
        assertEquals(LinkStatus.CLOSED, LinkPair.offer(link.source(), 1, 8));
        assertEquals(LinkStatus.CLOSED, LinkPair.offer(link.destination(), 1, 8));
        assertEquals(0, link.destination().data().poll((buffer, offset, length) -> assertFalse(true), 1));
        assertEquals(0, link.source().controlIn().poll((buffer, offset, length) -> assertFalse(true), 1));
    }

    @Test
    void shouldCountAndStillTellOnceClosed() {
        final Map<String, Long> before = counters(link.source());
        fillUp(link.source().data());
        link.source().close();
        final Map<String, Long> after = counters(link.source());
        assertTrue(after.get("dataFramesSent") > before.get("dataFramesSent"));
        assertTrue(after.get("dataBytesSent") > before.get("dataBytesSent"));
        assertNotEquals(0, after.get("dataBackPressured"));
        assertTrue(counters(link.destination()).containsKey("controlFramesReceived"));
        after.keySet().forEach(name -> assertTrue(name.matches("[a-z][a-zA-Z0-9]*"), name));
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final FrameHandler ignore = (buffer, offset, length) -> {};
        carry(20_000, ignore);
        // The compiler's own doings may show in one stretch; what the link allocates shows in each.
        long least = Long.MAX_VALUE;
        for (int stretch = 0; stretch < 5; stretch++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            carry(10_000, ignore);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated for 10,000 frames");
    }

    /** Without lambdas: what this loop allocates is the link's doing. */
    private void carry(final int frames, final FrameHandler handler) {
        final FrameOutbound out = link.source().data();
        final FrameInbound in = link.destination().data();
        int sent = 0;
        int received = 0;
        final long start = System.nanoTime();
        while (received < frames) {
            if (sent < frames && out.tryClaim(64) == LinkStatus.OK) {
                out.buffer().putLong(out.offset(), sent);
                out.commit();
                sent++;
            }
            received += in.poll(handler, 8);
            link.source().controlIn().poll(handler, 1);
            link.source().doWork();
            link.destination().doWork();
            if (System.nanoTime() - start > 30_000_000_000L) {
                throw new AssertionError("only " + received + " of " + frames + " arrived");
            }
        }
    }

    private long fillUp(final FrameOutbound out) {
        final long[] sent = {0};
        link.await("back-pressure", () -> {
            // Some links are jammed for a moment before they are jammed for good, and some have room for a short frame
            // where there is none for a long one.
            for (final int length : new int[]{out.maxFrameLength(), 1}) {
                final LinkStatus status = LinkPair.send(out, sent[0], length);
                if (status == LinkStatus.OK) {
                    sent[0]++;
                    return false;
                }
                assertEquals(LinkStatus.BACK_PRESSURED, status);
            }
            return true;
        });
        return sent[0];
    }

    private void exchange(final LinkEnd from, final LinkEnd to, final int length) {
        link.await("room for a message", () -> LinkPair.offer(from, length, length) == LinkStatus.OK);
        link.await("the message", () -> to.controlIn().poll((buffer, offset, arrived) -> {
            assertEquals(length, arrived);
            LinkPair.assertNumber(length, buffer, offset, arrived);
        }, 1) == 1);
    }

    private void awaitFrame(final FrameOutbound out, final FrameInbound in) {
        link.sendSurely(out, 0, 1);
        link.await("a first frame", () -> in.poll(LinkContract::ignore, 1) == 1);
    }

    private void awaitMessage(final LinkEnd from, final LinkEnd to) {
        exchange(from, to, 16);
    }

    private void awaitAnswer(final LinkStatus expected, final LinkEnd from) {
        link.await("the answer " + expected, () -> LinkPair.offer(from, 1, 8) == expected);
    }

    private static void ignore(final DirectBuffer buffer, final int offset, final int length) {
        // Arriving is all that matters.
    }

    private static Map<String, Long> counters(final LinkEnd end) {
        final Map<String, Long> counters = new LinkedHashMap<>();
        end.counters(counters::put);
        return counters;
    }
}
