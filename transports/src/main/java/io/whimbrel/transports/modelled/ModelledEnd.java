package io.whimbrel.transports.modelled;

import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.transports.TransportEnd;
import java.util.List;
import java.util.Map;

/** What the two ends of a modelled link have in common. */
abstract class ModelledEnd implements TransportEnd {

    private final LaneOutbound controlOut;
    private final LaneInbound controlIn;

    ModelledEnd(final LaneOutbound controlOut, final LaneInbound controlIn) {
        this.controlOut = controlOut;
        this.controlIn = controlIn;
    }

    @Override
    public final MessageOutbound controlOut() {
        return controlOut;
    }

    @Override
    public final FrameInbound controlIn() {
        return controlIn;
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
    public final Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public final List<String> notes() {
        return List.of();
    }

    @Override
    public final List<String> errors() {
        return List.of();
    }

    @Override
    public void close() {
        controlOut.close();
    }
}
