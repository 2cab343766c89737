package io.whimbrel.jmh.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.DirectBuffer;

/** The sending end of the bare Aeron program: copies memory into claimed frames. */
final class AeronSender extends BareSender {

    private final BareAeron aeron;
    private final Subscription back;
    private final ExclusivePublication data;
    private final BufferClaim claim = new BufferClaim();
    private final FragmentHandler acknowledgements = this::onAcknowledgement;
    private final int pagesPerFrame;
    private GuestMemory memory;
    private long pages;
    private long sent;
    private boolean acknowledged;

    AeronSender(final BareAeron aeron, final PeerProcess peer, final long memoryBytes) {
        super(peer);
        this.aeron = aeron;
        pagesPerFrame = aeron.pagesPerFrame();
        back = aeron.subscription(BareAeron.RETURN_STREAM);
        data = aeron.publication(
                peer.ask(PeerMain.OPEN_BARE + new BareOrder(BareAeron.endpoint(back), memoryBytes)),
                BareAeron.DATA_STREAM);
    }

    @Override
    void begin(final GuestMemory whole) {
        memory = whole;
        pages = whole.geometry().pages();
        sent = 0;
        acknowledged = false;
    }

    @Override
    int doWork() {
        return sent < pages ? sendFrame() : back.poll(acknowledgements, 1);
    }

    @Override
    boolean isAcknowledged() {
        return acknowledged;
    }

    private void onAcknowledgement(final DirectBuffer buffer, final int offset, final int length,
            final Header header) {
        acknowledged = buffer.getLong(offset) == pages;
    }

    private int sendFrame() {
        final int count = (int) Math.min(pagesPerFrame, pages - sent);
        if (!BareAeron.send(data, claim, memory, sent, count)) {
            return 0;
        }
        sent += count;
        return 1;
    }

    @Override
    public void close() {
        aeron.close();
    }
}
