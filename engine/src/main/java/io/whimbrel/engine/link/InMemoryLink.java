package io.whimbrel.engine.link;

import java.util.List;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A link within one process: one bounded off-heap ring per stream. It is the measure of what a link must do, and has
 * neither threads nor a clock of its own, so that whatever runs over it on one thread runs the same way every time.
 * The two ends may also be driven by a thread each.
 *
 * <p>Tests break it: {@link #sever()} makes it silent, {@link #disconnect()} makes it say that nobody is there.
 */
public final class InMemoryLink {

    private static final int CONTROL_CAPACITY_BYTES = 8 * MessageOutbound.MAX_MESSAGE_LENGTH;

    private final Epochs epochs = new Epochs();
    private final Source source;
    private final Destination destination;

    private InMemoryLink(final int maxFrameLength, final int capacityBytes) {
        final Stream data = new Stream("data", maxFrameLength, capacityBytes, epochs);
        final Stream urgent = new Stream("urgent", maxFrameLength, capacityBytes, epochs);
        final Stream forth = controlStream(epochs);
        final Stream back = controlStream(epochs);
        source = new Source(forth.outbound, back.inbound, data.outbound, urgent.outbound);
        destination = new Destination(back.outbound, forth.inbound, data.inbound, urgent.inbound);
        source.peer = destination;
        destination.peer = source;
    }

    private static Stream controlStream(final Epochs epochs) {
        return new Stream("control", MessageOutbound.MAX_MESSAGE_LENGTH, CONTROL_CAPACITY_BYTES, epochs);
    }

    /**
     * Opens both ends.
     *
     * @param maxFrameLength longest frame of the data and urgent streams, in bytes
     * @param capacityBytes  how much each of the two holds before it answers {@link LinkStatus#BACK_PRESSURED}; a frame
     *                       takes its length plus 8, rounded up to a multiple of 8
     * @return the link
     * @throws IllegalArgumentException when the capacity does not hold even one frame
     */
    public static InMemoryLink open(final int maxFrameLength, final int capacityBytes) {
        if (maxFrameLength <= 0 || capacityBytes < Occupancy.recordBytes(maxFrameLength)) {
            throw new IllegalArgumentException("a capacity of " + capacityBytes + " bytes does not hold a frame of "
                    + maxFrameLength + " and its header");
        }
        return new InMemoryLink(maxFrameLength, capacityBytes);
    }

    /**
     * The source's end.
     *
     * @return always the same
     */
    public SourceLink source() {
        return source;
    }

    /**
     * The destination's end.
     *
     * @return always the same
     */
    public DestinationLink destination() {
        return destination;
    }

    /**
     * Makes the link silent in both directions: it goes on taking what is sent, and none of it arrives, nor does what
     * was under way.
     */
    public void sever() {
        epochs.sever();
    }

    /** Has every send answer {@link LinkStatus#NOT_CONNECTED}. What was under way still arrives. */
    public void disconnect() {
        source.condition(LinkStatus.NOT_CONNECTED);
        destination.condition(LinkStatus.NOT_CONNECTED);
    }

    /** Undoes {@link #sever()} and {@link #disconnect()}. What was lost stays lost; an end that was closed stays so. */
    public void restore() {
        epochs.restore();
        if (source.isOpen() && destination.isOpen()) {
            source.condition(LinkStatus.OK);
            destination.condition(LinkStatus.OK);
        }
    }

    /** A ring with its two ends. */
    private static final class Stream {

        private final RingOutbound outbound;
        private final RingInbound inbound;

        Stream(final String name, final int maxFrameLength, final int capacityBytes, final Epochs epochs) {
            // A ring takes records of up to an eighth of it, and loses up to one record where it wraps.
            final int record = Occupancy.recordBytes(maxFrameLength);
            final int size = BitUtil.findNextPositivePowerOfTwo(Math.max(capacityBytes + 2 * record, 8 * record));
            final Occupancy occupancy = new Occupancy(capacityBytes);
            final OneToOneRingBuffer ring = new OneToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                    size + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
            outbound = new RingOutbound(name, ring, maxFrameLength, occupancy, epochs);
            inbound = new RingInbound(name, ring, occupancy, epochs);
        }
    }

    private static final class Source extends RingEnd implements SourceLink {

        private final RingOutbound data;
        private final RingOutbound urgent;

        Source(final RingOutbound controlOut, final RingInbound controlIn, final RingOutbound data,
                final RingOutbound urgent) {
            super(List.of(controlOut, data, urgent), List.of(controlIn));
            this.data = data;
            this.urgent = urgent;
        }

        @Override
        public FrameOutbound data() {
            return data;
        }

        @Override
        public FrameOutbound urgent() {
            return urgent;
        }
    }

    private static final class Destination extends RingEnd implements DestinationLink {

        private final RingInbound data;
        private final RingInbound urgent;

        Destination(final RingOutbound controlOut, final RingInbound controlIn, final RingInbound data,
                final RingInbound urgent) {
            super(List.of(controlOut), List.of(controlIn, data, urgent));
            this.data = data;
            this.urgent = urgent;
        }

        @Override
        public FrameInbound data() {
            return data;
        }

        @Override
        public FrameInbound urgent() {
            return urgent;
        }
    }
}
