package io.whimbrel.transports.modelled;

import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The sending end of a stream. */
final class LaneOutbound implements FrameOutbound, MessageOutbound {

    private final Lane lane;
    private final Direction direction;
    private final LinkCpu cpu;
    private Frame claimed;
    private boolean closed;

    LaneOutbound(final Lane lane, final Direction direction, final LinkCpu cpu) {
        this.lane = lane;
        this.direction = direction;
        this.cpu = cpu;
    }

    @Override
    public int maxFrameLength() {
        return lane.frameBytes();
    }

    @Override
    public LinkStatus tryClaim(final int length) {
        return tryClaim(length, 0);
    }

    @Override
    public LinkStatus tryClaim(final int length, final int omittedBytes) {
        if (claimed != null || length + omittedBytes > lane.frameBytes()) {
            throw new IllegalStateException(claimed != null
                    ? "a claim is open already"
                    : "a frame of " + (length + omittedBytes) + " B is longer than " + lane.frameBytes() + " B");
        }
        if (closed) {
            return LinkStatus.CLOSED;
        }
        direction.bringUpTo(cpu.nowNs());
        if (!lane.hasRoomFor((long) length + omittedBytes)) {
            return LinkStatus.BACK_PRESSURED;
        }
        claimed = lane.take();
        claimed.length = length;
        claimed.omittedBytes = omittedBytes;
        return LinkStatus.OK;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claimed.buffer;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public void commit() {
        cpu.sends(claimed.carriedBytes());
        claimed.offeredNs = cpu.nowNs();
        lane.offer(claimed);
        claimed = null;
    }

    @Override
    public void abort() {
        lane.giveBack(claimed);
        claimed = null;
    }

    @Override
    public LinkStatus offer(final DirectBuffer buffer, final int offset, final int length) {
        final LinkStatus status = tryClaim(length, 0);
        if (status == LinkStatus.OK) {
            claimed.buffer.putBytes(0, buffer, offset, length);
            commit();
        }
        return status;
    }

    void close() {
        closed = true;
    }
}
