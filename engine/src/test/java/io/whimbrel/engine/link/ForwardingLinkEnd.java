package io.whimbrel.engine.link;

/** An end of a link that does what another one does; what is to be otherwise is overridden. */
public abstract class ForwardingLinkEnd implements LinkEnd {

    private final LinkEnd end;

    protected ForwardingLinkEnd(final LinkEnd end) {
        this.end = end;
    }

    @Override
    public MessageOutbound controlOut() {
        return end.controlOut();
    }

    @Override
    public FrameInbound controlIn() {
        return end.controlIn();
    }

    @Override
    public int doWork() {
        return end.doWork();
    }

    @Override
    public String failure() {
        return end.failure();
    }

    @Override
    public void counters(final CounterVisitor visitor) {
        end.counters(visitor);
    }

    @Override
    public void close() {
        end.close();
    }
}
