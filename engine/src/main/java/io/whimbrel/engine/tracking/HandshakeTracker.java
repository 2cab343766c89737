package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.AtomicHierarchicalBitmap;
import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * Tracks writes in one bitmap shared by all vCPUs, testing before each mark; the collector clears, waits for a
 * handshake, and only then lets pages be copied. One bitmap whatever the number of vCPUs, at the price of an atomic
 * instruction for a first mark and for every word cleared.
 *
 * <p>What goes wrong without the handshake, both sides being right on their own:
 *
 * <pre>
 *   vCPU                                     collector
 *   store to page 7 (in the store buffer)
 *   test page 7: marked, so go on
 *                                            clear page 7
 *                                            copy page 7: the old bytes
 *   (the store reaches memory)               nothing is marked: the write is lost
 * </pre>
 *
 * <p>The handshake goes between clear and copy. Take any store (S) with its test (T), and the vCPU's first boundary
 * after the clear at which it acknowledges (A):
 * <ul>
 * <li>S before A: A is a release store, the collector's look at it an acquire load, and the copy comes after: the copy
 * holds the store, whatever T found.
 * <li>S after A: the vCPU read the new epoch before A, with acquire; the collector stored it after the clear. So T
 * finds the bit as it is after the clear: clear, and the vCPU marks; or set anew by another vCPU since. Either way the
 * page is marked for the next sync.
 * </ul>
 *
 * <p>A vCPU that is offline is acknowledged for; its compare-and-set to come online then reads what the collector's
 * wrote after the clear, which stands for the epoch in the second case. That the summary levels never hide a page is
 * {@link AtomicHierarchicalBitmap}'s affair; its last case needs every adder to be done with its mark by the end of
 * the sync, and a vCPU is never inside a mark at a boundary.
 *
 * <p>Pages cleared are kept aside until the handshake is complete, so that a collector which goes on sending from its
 * own set meanwhile does not copy one of them too soon.
 */
public final class HandshakeTracker implements DirtyTracker {

    private final SyncState sync = new SyncState();
    private final AtomicHierarchicalBitmap marks;
    private final HierarchicalBitmap cleared;
    private final Handshake handshake;
    private final Barrier[] barriers;

    /**
     * Makes a tracker that holds every page as clean.
     *
     * @param pages number of pages of the guest
     * @param vcpus number of virtual CPUs that will write, at least 1
     */
    public HandshakeTracker(final long pages, final int vcpus) {
        marks = new AtomicHierarchicalBitmap(pages);
        cleared = new HierarchicalBitmap(pages);
        handshake = new Handshake(vcpus);
        barriers = new Barrier[vcpus];
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            barriers[vcpu] = new Barrier(marks, handshake.vcpu(vcpu));
        }
    }

    @Override
    public WriteBarrier barrier(final int vcpu) {
        return barriers[vcpu];
    }

    @Override
    public void beginSync() {
        sync.begin();
        marks.drainTo(cleared);
        handshake.begin();
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        sync.requireUnderWay();
        if (!handshake.isComplete()) {
            return false;
        }
        cleared.drainTo(into);
        sync.end();
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return marks.contains(page) || cleared.contains(page);
    }

    private static final class Barrier implements WriteBarrier {

        private final AtomicHierarchicalBitmap marks;
        private final VcpuHandshake handshake;

        Barrier(final AtomicHierarchicalBitmap marks, final VcpuHandshake handshake) {
            this.marks = marks;
            this.handshake = handshake;
        }

        @Override
        public void wrote(final long page) {
            if (!marks.contains(page)) {
                marks.add(page);
            }
        }

        @Override
        public void boundary() {
            if (handshake.isDue()) {
                handshake.acknowledge();
            }
        }

        @Override
        public void offline() {
            handshake.goOffline();
        }
    }
}
