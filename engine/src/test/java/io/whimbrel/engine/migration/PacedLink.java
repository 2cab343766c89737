package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.MessageOutbound;
import org.agrona.concurrent.NanoClock;

/** A destination's end that takes urgent frames one at a time, and after each nothing urgent for a while. */
final class PacedLink implements DestinationLink {

    private final DestinationLink swift;
    private final long paceNs;
    private NanoClock clock;
    private long nextNs = Long.MIN_VALUE;

    PacedLink(final DestinationLink swift, final long paceNs) {
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

    @Override
    public MessageOutbound controlOut() {
        return swift.controlOut();
    }

    @Override
    public FrameInbound controlIn() {
        return swift.controlIn();
    }

    @Override
    public int doWork() {
        return swift.doWork();
    }

    @Override
    public String failure() {
        return swift.failure();
    }

    @Override
    public void counters(final CounterVisitor visitor) {
        swift.counters(visitor);
    }

    @Override
    public void close() {
        swift.close();
    }
}
