package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.AtomicHierarchicalBitmap;
import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * Tracks writes in one bitmap shared by all vCPUs, with a test before each mark: clear, handshake, copy.
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
