package io.whimbrel.engine.link;

import java.util.List;

/** What the two ends of an in-memory link have in common. The first stream of each list carries control. */
abstract class RingEnd implements LinkEnd {

    private final List<RingOutbound> outbound;
    private final List<RingInbound> inbound;
    private volatile boolean open = true;
    /** The other end. */
    RingEnd peer;

    RingEnd(final List<RingOutbound> outbound, final List<RingInbound> inbound) {
        this.outbound = outbound;
        this.inbound = inbound;
    }

    final boolean isOpen() {
        return open;
    }

    final void condition(final LinkStatus next) {
        outbound.forEach(stream -> stream.condition(next));
    }

    @Override
    public final MessageOutbound controlOut() {
        return outbound.getFirst();
    }

    @Override
    public final FrameInbound controlIn() {
        return inbound.getFirst();
    }

    @Override
    public final int doWork() {
        return 0;
    }

    @Override
    public final String failure() {
        return null;
    }

    @Override
    public final void counters(final CounterVisitor visitor) {
        outbound.forEach(stream -> stream.counters(visitor));
        inbound.forEach(stream -> stream.counters(visitor));
    }

    @Override
    public final void close() {
        open = false;
        condition(LinkStatus.CLOSED);
        inbound.forEach(RingInbound::close);
        peer.condition(LinkStatus.NOT_CONNECTED);
    }
}
