package io.whimbrel.transports.aeron;

import io.aeron.Image;
import io.aeron.ImageFragmentAssembler;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.MessageOutbound;
import org.agrona.DirectBuffer;

/** What arrives on one image of a stream, handed over straight from its log. Nothing as long as there is no image. */
final class AeronInbound implements FrameInbound {

    private final String name;
    private final FragmentHandler fragments;
    private volatile boolean closed;
    private Image image;
    private FrameHandler handler;
    private int delivered;
    private long frames;
    private long bytes;

    private AeronInbound(final String name, final boolean fragmented) {
        this.name = name;
        this.fragments = fragmented
                ? new ImageFragmentAssembler(this::onFrame, MessageOutbound.MAX_MESSAGE_LENGTH)
                : this::onFrame;
    }

    /** A stream whose every frame fits a datagram. */
    static AeronInbound ofFrames(final String name) {
        return new AeronInbound(name, false);
    }

    /** A stream whose messages may come in several datagrams, and are put together before they are handed over. */
    static AeronInbound ofMessages(final String name) {
        return new AeronInbound(name, true);
    }

    Image image() {
        return image;
    }

    void image(final Image next) {
        image = next;
    }

    @Override
    public int poll(final FrameHandler target, final int limit) {
        final Image current = image;
        if (closed || current == null) {
            return 0;
        }
        handler = target;
        delivered = 0;
        // One poll ends where a term does.
        while (delivered < limit && current.poll(fragments, limit - delivered) > 0) {
            continue;
        }
        return delivered;
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        delivered++;
        frames++;
        bytes += length;
        handler.onFrame(buffer, offset, length);
    }

    /** From here on nothing touches the log: it is about to be unmapped. */
    void close() {
        closed = true;
    }

    void visit(final LinkEnd.CounterVisitor visitor) {
        visitor.counter(name + "FramesReceived", frames);
        visitor.counter(name + "BytesReceived", bytes);
    }
}
