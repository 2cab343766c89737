package io.whimbrel.engine.link;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assertions;

/**
 * Both ends of a link under test, and how frames are filled and checked.
 *
 * @param source      sends frames
 * @param destination receives them
 */
public record LinkPair(SourceLink source, DestinationLink destination) implements AutoCloseable {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);

    /** Drives both ends until something holds; fails the test when it does not come to hold. */
    public void await(final String what, final BooleanSupplier condition) {
        await(what, this::work, condition);
    }

    /** Drives one end until something holds, where another thread drives the other. */
    static void await(final String what, final LinkEnd end, final BooleanSupplier condition) {
        await(what, () -> work(end), condition);
    }

    private static void await(final String what, final Runnable work, final BooleanSupplier condition) {
        final long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            work.run();
            Assertions.assertTrue(System.nanoTime() - start < DEADLINE_NS, () -> "not within the deadline: " + what);
            Thread.yield();
        }
    }

    /** Drives both ends once; fails the test when one of them has failed. */
    public void work() {
        work(source);
        work(destination);
    }

    private static void work(final LinkEnd end) {
        end.doWork();
        Assertions.assertNull(end.failure());
    }

    /** Tries once to send a frame that is recognised by its number. */
    public static LinkStatus send(final FrameOutbound stream, final long number, final int length) {
        final LinkStatus status = stream.tryClaim(length);
        if (status == LinkStatus.OK) {
            fill(stream.buffer().addressOffset() + stream.offset(), number, length);
            stream.commit();
        }
        return status;
    }

    /** Sends a frame, however often it takes. */
    public void sendSurely(final FrameOutbound stream, final long number, final int length) {
        await("room for a frame", () -> send(stream, number, length) == LinkStatus.OK);
    }

    /** Tries once to send a message that is recognised by its number. */
    public static LinkStatus offer(final LinkEnd end, final long number, final int length) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        for (int i = 0; i < length; i++) {
            message.putByte(i, byteAt(number, i));
        }
        return end.controlOut().offer(message, 0, length);
    }

    private static void fill(final long address, final long number, final int length) {
        for (int i = 0; i < length; i++) {
            UnsafeApi.putByte(address + i, byteAt(number, i));
        }
    }

    /** Checks every byte. */
    public static void assertNumber(final long number, final DirectBuffer buffer, final int offset, final int length) {
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(offset + i) != byteAt(number, i)) {
                Assertions.fail("frame " + number + " differs at byte " + i + " of " + length);
            }
        }
    }

    private static byte byteAt(final long number, final int index) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 29;
        return (byte) mixed;
    }

    /** Closes both ends, the source first: a destination may host what both need. */
    @Override
    public void close() {
        source.close();
        destination.close();
    }
}
