package io.whimbrel.transports.modelled;

import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;

/** The receiving end of a stream. */
record LaneInbound(Lane lane, Direction direction, LinkCpu cpu) implements FrameInbound {

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int delivered = 0;
        while (delivered < limit) {
            direction.bringUpTo(cpu.nowNs());
            final int bytes = lane.arrivedBytes(cpu.nowNs());
            if (bytes < 0) {
                break;
            }
            cpu.receives(bytes);
            lane.deliver(handler);
            delivered++;
        }
        return delivered;
    }
}
