package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.ForwardingLinkEnd;
import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;
import org.agrona.concurrent.NanoClock;

/** A destination's end that takes urgent frames one at a time, and after each nothing urgent for a while. */
final class PacedLink extends ForwardingLinkEnd implements DestinationLink {

    private final DestinationLink swift;
    private final long paceNs;
    private NanoClock clock;
    private long nextNs = Long.MIN_VALUE;

    PacedLink(final DestinationLink swift, final long paceNs) {
        super(swift);
        this.swift = swift;
        this.paceNs = paceNs;
    }

    /** To be told before anything urgent is polled: the clock begins with the world that the link is for. */
    void paceBy(final NanoClock worldsClock) {
        clock = worldsClock;
    }

    @Override
    public FrameInbound urgent() {
        return this::pollUrgent;
    }

    private int pollUrgent(final FrameHandler handler, final int limit) {
        final long nowNs = clock.nanoTime();
        if (nowNs < nextNs) {
            return 0;
        }
        final int polled = swift.urgent().poll(handler, Math.min(limit, 1));
        if (polled > 0) {
            nextNs = nowNs + paceNs;
        }
        return polled;
    }

    @Override
    public FrameInbound data() {
        return swift.data();
    }
}
