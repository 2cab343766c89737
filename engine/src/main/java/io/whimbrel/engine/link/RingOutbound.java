package io.whimbrel.engine.link;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/** The sending end of an in-memory stream. */
final class RingOutbound implements FrameOutbound, MessageOutbound {

    private final String name;
    private final OneToOneRingBuffer ring;
    private final int maxFrameLength;
    private final Occupancy occupancy;
    private final Epochs epochs;
    private volatile LinkStatus condition = LinkStatus.OK;
    private int claimIndex = RingBuffer.INSUFFICIENT_CAPACITY;
    private int claimLength;
    private long frames;
    private long bytes;
    private long backPressured;

    RingOutbound(final String name, final OneToOneRingBuffer ring, final int maxFrameLength,
            final Occupancy occupancy, final Epochs epochs) {
        this.name = name;
        this.ring = ring;
        this.maxFrameLength = maxFrameLength;
        this.occupancy = occupancy;
        this.epochs = epochs;
    }

    /** What every send answers from now on, unless it is {@link LinkStatus#OK}. A closed end stays closed. */
    void condition(final LinkStatus next) {
        if (condition != LinkStatus.CLOSED) {
            condition = next;
        }
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public LinkStatus tryClaim(final int length) {
        final LinkStatus now = condition;
        if (now != LinkStatus.OK) {
            return now;
        }
        if (length < 0 || length > maxFrameLength) {
            throw new IllegalArgumentException(
                    "a frame of " + length + " bytes, at most " + maxFrameLength + " are allowed");
        }
        if (claimIndex >= 0) {
            throw new IllegalStateException("the last claim is still open");
        }
        if (occupancy.hasRoomFor(length)) {
            claimIndex = ring.tryClaim(epochs.sending(), length);
        }
        if (claimIndex < 0) {
            backPressured++;
            return LinkStatus.BACK_PRESSURED;
        }
        claimLength = length;
        return LinkStatus.OK;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return ring.buffer();
    }

    @Override
    public int offset() {
        return claimIndex;
    }

    @Override
    public void commit() {
        ring.commit(takeClaim());
        occupancy.add(claimLength);
        frames++;
        bytes += claimLength;
    }

    @Override
    public void abort() {
        ring.abort(takeClaim());
    }

    private int takeClaim() {
        final int index = claimIndex;
        if (index < 0) {
            throw new IllegalStateException("no claim is open");
        }
        claimIndex = RingBuffer.INSUFFICIENT_CAPACITY;
        return index;
    }

    @Override
    public LinkStatus offer(final DirectBuffer buffer, final int offset, final int length) {
        final LinkStatus answer = tryClaim(length);
        if (answer == LinkStatus.OK) {
            ring.buffer().putBytes(claimIndex, buffer, offset, length);
            commit();
        }
        return answer;
    }

    void counters(final LinkEnd.CounterVisitor visitor) {
        visitor.counter(name + "FramesSent", frames);
        visitor.counter(name + "BytesSent", bytes);
        visitor.counter(name + "BackPressured", backPressured);
    }
}
