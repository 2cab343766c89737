package io.whimbrel.jmh.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/** The sending end of the bare Aeron program: copies memory into claimed frames, until the last is acknowledged. */
final class BareSender implements AutoCloseable {

    private final BareAeron aeron;
    private final PeerProcess peer;
    private final Subscription back;
    private final ExclusivePublication data;
    private final BufferClaim claim = new BufferClaim();
    private final FragmentHandler acknowledgements = this::onAcknowledgement;
    private final int pagesPerFrame;
    private GuestMemory memory;
    private long pages;
    private long sent;
    private boolean acknowledged;

    BareSender(final BareAeron aeron, final PeerProcess peer, final long memoryBytes) {
        this.aeron = aeron;
        this.peer = peer;
        pagesPerFrame = aeron.pagesPerFrame();
        back = aeron.subscription(BareAeron.RETURN_STREAM);
        data = aeron.publication(
                peer.ask(PeerMain.OPEN_BARE + new BareOrder(BareAeron.endpoint(back), memoryBytes)),
                BareAeron.DATA_STREAM);
    }

    /**
     * Moves a memory to the other process.
     *
     * @return nanoseconds from the first claim to the acknowledgement of the last page
     * @throws IllegalStateException when other bytes have arrived than were sent
     */
    long send(final GuestMemory whole) {
        memory = whole;
        pages = whole.geometry().pages();
        sent = 0;
        acknowledged = false;
        peer.ask(PeerMain.RECEIVE_BARE);
        final long beganNs = System.nanoTime();
        Duty.cycle("an acknowledgement", this::doWork, () -> acknowledged);
        final long tookNs = System.nanoTime() - beganNs;
        final String digest = peer.answer();
        if (!digest.equals(Long.toHexString(MemoryDigest.of(whole)))) {
            throw new IllegalStateException("the bare program delivered other bytes than it sent");
        }
        return tookNs;
    }

    private int doWork() {
        return sent < pages ? sendFrame() : back.poll(acknowledgements, 1);
    }

    private void onAcknowledgement(final DirectBuffer buffer, final int offset, final int length,
            final Header header) {
        acknowledged = buffer.getLong(offset) == pages;
    }

    private int sendFrame() {
        final int count = (int) Math.min(pagesPerFrame, pages - sent);
        if (data.tryClaim(BareAeron.frameLength(count), claim) <= 0) {
            return 0;
        }
        final long frame = claim.buffer().addressOffset() + claim.offset();
        UnsafeApi.putLong(frame + BareAeron.PAGE_OFFSET, sent);
        UnsafeApi.copyMemory(memory.addressOfPage(sent), frame + BareAeron.PAYLOAD_OFFSET,
                count * (long) PageGeometry.MIN_PAGE_BYTES);
        claim.commit();
        sent += count;
        return 1;
    }

    @Override
    public void close() {
        aeron.close();
    }
}
