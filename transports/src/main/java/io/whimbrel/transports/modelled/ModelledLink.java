package io.whimbrel.transports.modelled;

import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.SourceEnd;
import java.util.List;

/**
 * A link in virtual time, by a {@link LinkModel}. Control goes ahead of demanded pages, and these ahead of all others;
 * a frame that the wire has begun to carry is carried to its end.
 */
public final class ModelledLink {

    private final LinkModel model;
    private final Source source;
    private final Destination destination;

    /**
     * Opens both ends.
     *
     * @param model          what it is like
     * @param simulation     whose time it lives in
     * @param sourceCpu      the processor of the source's agent
     * @param destinationCpu the processor of the destination's agent
     */
    public ModelledLink(final LinkModel model, final Simulation simulation, final VirtualCpu sourceCpu,
            final VirtualCpu destinationCpu) {
        this.model = model;
        final LinkCpu from = new LinkCpu(sourceCpu, simulation.costs());
        final LinkCpu to = new LinkCpu(destinationCpu, simulation.costs());
        final Lane control = control();
        final Lane urgent = new Lane(model.frameBytes(), model.queueBytes());
        final Lane data = new Lane(model.frameBytes(), model.queueBytes());
        final Lane answers = control();
        final long nowNs = simulation.clock().nanoTime();
        final Direction forth = new Direction(model, nowNs, List.of(control, urgent, data), model.seed());
        final Direction back = new Direction(model, nowNs, List.of(answers), ~model.seed());
        source = new Source(new LaneOutbound(control, forth, from), new LaneInbound(answers, back, from),
                new LaneOutbound(data, forth, from), new LaneOutbound(urgent, forth, from), data, urgent, forth);
        destination = new Destination(new LaneOutbound(answers, back, to), new LaneInbound(control, forth, to),
                new LaneInbound(data, forth, to), new LaneInbound(urgent, forth, to), answers, back);
    }

    private static Lane control() {
        return new Lane(MessageOutbound.MAX_MESSAGE_LENGTH, 8L * MessageOutbound.MAX_MESSAGE_LENGTH);
    }

    /**
     * What it is like.
     *
     * @return model
     */
    public LinkModel model() {
        return model;
    }

    /**
     * The source's end.
     *
     * @return always the same
     */
    public SourceEnd source() {
        return source;
    }

    /**
     * The destination's end.
     *
     * @return always the same
     */
    public DestinationEnd destination() {
        return destination;
    }

    private static final class Source extends ModelledEnd implements SourceEnd {

        private final LaneOutbound data;
        private final LaneOutbound urgent;
        private final Lane dataLane;
        private final Lane urgentLane;
        private final Direction forth;

        Source(final LaneOutbound controlOut, final LaneInbound controlIn, final LaneOutbound data,
                final LaneOutbound urgent, final Lane dataLane, final Lane urgentLane, final Direction forth) {
            super(controlOut, controlIn);
            this.data = data;
            this.urgent = urgent;
            this.dataLane = dataLane;
            this.urgentLane = urgentLane;
            this.forth = forth;
        }

        @Override
        public FrameOutbound data() {
            return data;
        }

        @Override
        public FrameOutbound urgent() {
            return urgent;
        }

        @Override
        public void counters(final CounterVisitor visitor) {
            visitor.counter("dataFramesSent", dataLane.frames());
            visitor.counter("dataBytesSent", dataLane.bytes());
            visitor.counter("urgentFramesSent", urgentLane.frames());
            visitor.counter("urgentBytesSent", urgentLane.bytes());
            visitor.counter("framesLost", forth.lostFrames());
        }

        @Override
        public void close() {
            super.close();
            data.close();
            urgent.close();
        }
    }

    private static final class Destination extends ModelledEnd implements DestinationEnd {

        private final LaneInbound data;
        private final LaneInbound urgent;
        private final Lane answers;
        private final Direction back;

        Destination(final LaneOutbound controlOut, final LaneInbound controlIn, final LaneInbound data,
                final LaneInbound urgent, final Lane answers, final Direction back) {
            super(controlOut, controlIn);
            this.data = data;
            this.urgent = urgent;
            this.answers = answers;
            this.back = back;
        }

        @Override
        public FrameInbound data() {
            return data;
        }

        @Override
        public FrameInbound urgent() {
            return urgent;
        }

        @Override
        public String address() {
            return "modelled";
        }

        @Override
        public void counters(final CounterVisitor visitor) {
            visitor.counter("controlFramesSent", answers.frames());
            visitor.counter("controlBytesSent", answers.bytes());
            visitor.counter("framesLost", back.lostFrames());
        }
    }
}
