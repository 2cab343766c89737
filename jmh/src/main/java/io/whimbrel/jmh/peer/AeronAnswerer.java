package io.whimbrel.jmh.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import io.whimbrel.engine.guest.BackOff;
import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.DirectBuffer;

/** The answering end of a bare Aeron program: pushes a whole memory at a given rate, and in between what is asked for. */
final class AeronAnswerer implements AutoCloseable {

    private static final double NS_PER_S = 1e9;
    /** How far a push that was held up may catch up at once: as a migration's. */
    private static final long BURST_NS = 4_000_000;
    private static final long NOTHING = -1;

    private final BareAeron aeron;
    private final PeerProcess peer;
    private final double nsPerByte;
    private final Subscription back;
    private final ExclusivePublication data;
    private final ExclusivePublication urgent;
    private final BufferClaim claim = new BufferClaim();
    private final int pagesPerFrame;
    private GuestMemory memory;
    private long pages;
    private long sent;
    private long nextNs;
    private long wanted;
    private boolean enough;
    private long pushedAtNs;

    AeronAnswerer(final BareAeron aeron, final PeerProcess peer, final long memoryBytes,
            final long bytesPerSecond) {
        this.aeron = aeron;
        this.peer = peer;
        nsPerByte = NS_PER_S / bytesPerSecond;
        pagesPerFrame = aeron.pagesPerFrame();
        back = aeron.subscription(BareAeron.RETURN_STREAM);
        final String endpoints = peer.ask(PeerMain.OPEN_ASKER + new BareOrder(BareAeron.endpoint(back), memoryBytes));
        final int bar = endpoints.indexOf('|');
        data = aeron.publication(endpoints.substring(0, bar), BareAeron.DATA_STREAM);
        urgent = aeron.publication(endpoints.substring(bar + 1), BareAeron.URGENT_STREAM);
    }

    /**
     * Pushes a memory to the other process, which asks for pages meanwhile.
     *
     * @return how long it waited for them
     * @throws IllegalStateException when other bytes have arrived than were sent
     */
    FaultTimes serve(final GuestMemory whole) {
        memory = whole;
        pages = whole.geometry().pages();
        sent = 0;
        wanted = NOTHING;
        enough = false;
        peer.ask(PeerMain.ASK);
        nextNs = System.nanoTime();
        Duty.cycle("the last word", this::doWork, BackOff.late(), () -> enough);
        final FaultTimes times = FaultTimes.parse(peer.answer());
        if (!peer.answer().equals(Long.toHexString(MemoryDigest.of(whole)))) {
            throw new IllegalStateException("the bare program delivered other bytes than it sent");
        }
        return times;
    }

    /** When the last of it was pushed. */
    long pushedAtNs() {
        return pushedAtNs;
    }

    private int doWork() {
        int work = wanted == NOTHING ? back.poll(this::onRequest, 1) : 0;
        if (wanted != NOTHING && BareAeron.send(urgent, claim, memory, wanted, 1)) {
            wanted = NOTHING;
            work++;
        }
        return work + push(System.nanoTime());
    }

    private int push(final long nowNs) {
        final int count = (int) Math.min(pagesPerFrame, pages - sent);
        if (count == 0 || nowNs - nextNs < 0 || !BareAeron.send(data, claim, memory, sent, count)) {
            return 0;
        }
        sent += count;
        pushedAtNs = nowNs;
        nextNs = Math.max(nextNs, nowNs - BURST_NS) + (long) (BareAeron.frameLength(count) * nsPerByte);
        return 1;
    }

    private void onRequest(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        wanted = buffer.getLong(offset);
        if (wanted == AeronAsker.ENOUGH) {
            enough = true;
        }
    }

    @Override
    public void close() {
        aeron.close();
    }
}
