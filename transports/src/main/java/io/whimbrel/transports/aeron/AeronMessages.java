package io.whimbrel.transports.aeron;

import io.aeron.ExclusivePublication;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import org.agrona.DirectBuffer;

/** Messages copied into the log of a publication, in fragments where they are longer than a datagram. */
final class AeronMessages implements MessageOutbound {

    private final SendCounts counts = new SendCounts("control");
    private volatile boolean closed;
    private ExclusivePublication publication;

    void publication(final ExclusivePublication next) {
        publication = next;
    }

    @Override
    public LinkStatus offer(final DirectBuffer buffer, final int offset, final int length) {
        if (length < 0 || length > MAX_MESSAGE_LENGTH) {
            throw new IllegalArgumentException(
                    "a message of " + length + " bytes, at most " + MAX_MESSAGE_LENGTH + " are allowed");
        }
        if (closed) {
            return LinkStatus.CLOSED;
        }
        final ExclusivePublication current = publication;
        if (current == null) {
            return LinkStatus.NOT_CONNECTED;
        }
        final long position = current.offer(buffer, offset, length);
        if (position > 0) {
            counts.sent(length);
            return LinkStatus.OK;
        }
        return counts.refused(position);
    }

    /** From here on nothing touches the log: it is about to be unmapped. */
    void close() {
        closed = true;
    }

    SendCounts counts() {
        return counts;
    }
}
