package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkStatus;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/** A sending end that takes parts from where they lie, as late as it may: when the frame is committed. */
final class GatheringOutbound implements FrameOutbound {

    private record Part(int at, long address, int length) {}

    private final FrameOutbound link;
    private final Runnable onGather;
    private final List<Part> parts = new ArrayList<>();
    private long gathered;

    GatheringOutbound(final FrameOutbound link, final Runnable onGather) {
        this.link = link;
        this.onGather = onGather;
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public void gather(final int at, final long address, final int length) {
        onGather.run();
        parts.add(new Part(at, address, length));
        gathered += length;
    }

    @Override
    public void commit() {
        for (final Part part : parts) {
            UnsafeApi.copyMemory(part.address, link.buffer().addressOffset() + part.at, part.length);
        }
        parts.clear();
        link.commit();
    }

    /** Bytes that were taken from where they lay. */
    long gathered() {
        return gathered;
    }

    @Override
    public int maxFrameLength() {
        return link.maxFrameLength();
    }

    @Override
    public LinkStatus tryClaim(final int length) {
        return link.tryClaim(length);
    }

    @Override
    public MutableDirectBuffer buffer() {
        return link.buffer();
    }

    @Override
    public int offset() {
        return link.offset();
    }

    @Override
    public void abort() {
        parts.clear();
        link.abort();
    }
}
