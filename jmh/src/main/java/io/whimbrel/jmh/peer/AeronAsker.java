package io.whimbrel.jmh.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.Header;
import io.whimbrel.engine.guest.BackOff;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The asking end of a bare Aeron program: asks for one page after the other while a whole memory is pushed at it. What
 * was asked for comes on a stream and a socket of its own, as in a post-copy migration.
 */
final class AeronAsker implements AutoCloseable {

    /** Instead of a page: all has come. */
    static final long ENOUGH = -1;

    private static final long HIGHEST_NS = 10_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 2;
    private static final long NOT_ASKED = 0;

    private final BareAeron aeron;
    private final String returnTo;
    private final ReceivedMemory memory;
    private final Subscription data;
    private final Subscription urgent;
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[Long.BYTES]);
    private final SplittableRandom random = new SplittableRandom(1);
    private Histogram waits;
    private ExclusivePublication back;
    private long received;
    private long askedNs;

    AeronAsker(final BareAeron aeron, final BareOrder order) {
        this.aeron = aeron;
        returnTo = order.returnTo();
        memory = new ReceivedMemory(order.memoryBytes());
        data = aeron.subscription(BareAeron.DATA_STREAM);
        urgent = aeron.subscription(BareAeron.URGENT_STREAM);
    }

    /** Where it listens for what is pushed, and for what it asked for. */
    String endpoints() {
        return BareAeron.endpoint(data) + "|" + BareAeron.endpoint(urgent);
    }

    /** Forgets what was received before. */
    void clear() {
        memory.clear();
        received = 0;
        askedNs = NOT_ASKED;
        waits = new Histogram(1, HIGHEST_NS, SIGNIFICANT_DIGITS);
        back = back == null ? aeron.publication(returnTo, BareAeron.RETURN_STREAM) : back;
    }

    /** Receives the whole memory, and asks as long as it comes. */
    FaultTimes ask() {
        Duty.cycle("the whole memory", this::doWork, BackOff.late(),
                () -> received == memory.pages() && askedNs == NOT_ASKED);
        request.putLong(0, ENOUGH);
        Duty.cycle("the last word sent", () -> 0, () -> back.offer(request, 0, Long.BYTES) > 0);
        return FaultTimes.of(waits, new Histogram(SIGNIFICANT_DIGITS));
    }

    private int doWork() {
        final int work = urgent.poll(this::onAnswer, BareAeron.FRAMES_PER_POLL)
                + data.poll(this::onPushed, BareAeron.FRAMES_PER_POLL);
        // The first page that is pushed says that the other side is ready to answer.
        return askedNs == NOT_ASKED && received > 0 && received < memory.pages() ? work + askNext() : work;
    }

    private int askNext() {
        final long nowNs = System.nanoTime();
        request.putLong(0, random.nextLong(memory.pages()));
        if (back.offer(request, 0, Long.BYTES) <= 0) {
            return 0;
        }
        askedNs = nowNs;
        return 1;
    }

    private void onPushed(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        received += memory.take(buffer, offset, aeron.pagesPerFrame());
    }

    private void onAnswer(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        memory.take(buffer, offset, 1);
        waits.recordValue(System.nanoTime() - askedNs);
        askedNs = NOT_ASKED;
    }

    long digest() {
        return memory.digest();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, memory);
    }
}
