package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/** One vCPU's end of an {@link EpochTracker}: two bitmaps, of which the vCPU owns one at a time. */
final class EpochBarrier implements WriteBarrier {

    private final HierarchicalBitmap even;
    private final HierarchicalBitmap odd;
    private final VcpuHandshake handshake;
    /** Null while offline: a store then would be marked in a bitmap that the collector may be draining. */
    private HierarchicalBitmap marksWhileOnline;

    EpochBarrier(final long pages, final VcpuHandshake handshake) {
        even = new HierarchicalBitmap(pages);
        odd = new HierarchicalBitmap(pages);
        this.handshake = handshake;
    }

    @Override
    public void wrote(final long page) {
        final HierarchicalBitmap marks = marksWhileOnline;
        // Adding tests as well; but where the test is the caller's, what a first mark does is kept out of the other writes.
        if (!marks.contains(page)) {
            marks.add(page);
        }
    }

    @Override
    public void boundary() {
        if (handshake.isDue()) {
            marksWhileOnline = marksOf(handshake.acknowledge());
        }
    }

    @Override
    public void offline() {
        marksWhileOnline = null;
        handshake.goOffline();
    }

    /** The bitmap in which this vCPU marks during an epoch. The collector's own once the vCPU is in the next. */
    HierarchicalBitmap marksOf(final long epoch) {
        return (epoch & 1) == 0 ? even : odd;
    }

    boolean isMarked(final long page) {
        return even.contains(page) || odd.contains(page);
    }
}
