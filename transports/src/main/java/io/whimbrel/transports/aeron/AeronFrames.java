package io.whimbrel.transports.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.BufferClaim;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkStatus;
import org.agrona.MutableDirectBuffer;

/** Frames written straight into the log of a publication. Not connected as long as there is none. */
final class AeronFrames implements FrameOutbound {

    private final BufferClaim claim = new BufferClaim();
    private final SendCounts counts;
    private final int maxFrameLength;
    private volatile boolean closed;
    private ExclusivePublication publication;
    private boolean claimed;
    private int claimLength;

    AeronFrames(final String name, final int maxFrameLength) {
        this.counts = new SendCounts(name);
        this.maxFrameLength = maxFrameLength;
    }

    void publication(final ExclusivePublication next) {
        publication = next;
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public LinkStatus tryClaim(final int length) {
        if (length < 0 || length > maxFrameLength) {
            throw new IllegalArgumentException(
                    "a frame of " + length + " bytes, at most " + maxFrameLength + " are allowed");
        }
        if (claimed) {
            throw new IllegalStateException("the last claim is still open");
        }
        if (closed) {
            return LinkStatus.CLOSED;
        }
        final ExclusivePublication current = publication;
        if (current == null) {
            return LinkStatus.NOT_CONNECTED;
        }
        final long position = current.tryClaim(length, claim);
        if (position > 0) {
            claimed = true;
            claimLength = length;
            return LinkStatus.OK;
        }
        return counts.refused(position);
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claim.buffer();
    }

    @Override
    public int offset() {
        return claim.offset();
    }

    @Override
    public void commit() {
        takeClaim();
        if (!closed) {
            claim.commit();
            counts.sent(claimLength);
        }
    }

    @Override
    public void abort() {
        takeClaim();
        if (!closed) {
            claim.abort();
        }
    }

    private void takeClaim() {
        if (!claimed) {
            throw new IllegalStateException("no claim is open");
        }
        claimed = false;
    }

    /** From here on nothing touches the log: it is about to be unmapped. */
    void close() {
        closed = true;
    }

    SendCounts counts() {
        return counts;
    }
}
