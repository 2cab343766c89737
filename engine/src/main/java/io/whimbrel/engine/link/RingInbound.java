package io.whimbrel.engine.link;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/** The receiving end of an in-memory stream. */
final class RingInbound implements FrameInbound {

    private final String name;
    private final OneToOneRingBuffer ring;
    private final Occupancy occupancy;
    private final Epochs epochs;
    private final MessageHandler arrival = this::onArrival;
    private volatile boolean closed;
    private FrameHandler handler;
    private int delivered;
    private long frames;
    private long bytes;

    RingInbound(final String name, final OneToOneRingBuffer ring, final Occupancy occupancy, final Epochs epochs) {
        this.name = name;
        this.ring = ring;
        this.occupancy = occupancy;
        this.epochs = epochs;
    }

    @Override
    public int poll(final FrameHandler target, final int limit) {
        handler = target;
        delivered = 0;
        // One read ends where the ring wraps, and lost frames count as read but not as delivered: go on until the
        // limit is met or nothing is left.
        while (!closed && delivered < limit && ring.size() > 0) {
            final long before = ring.consumerPosition();
            ring.read(arrival, limit - delivered);
            if (ring.consumerPosition() == before) {
                break;
            }
        }
        return delivered;
    }

    private void onArrival(final int epoch, final MutableDirectBuffer buffer, final int index, final int length) {
        occupancy.remove(length);
        if (epoch == epochs.receiving()) {
            delivered++;
            frames++;
            bytes += length;
            handler.onFrame(buffer, index, length);
        }
    }

    void close() {
        closed = true;
    }

    void counters(final LinkEnd.CounterVisitor visitor) {
        visitor.counter(name + "FramesReceived", frames);
        visitor.counter(name + "BytesReceived", bytes);
    }
}
