package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.lang.invoke.VarHandle;

/**
 * Tracks writes without a single atomic instruction per mark: each vCPU has two bitmaps of its own, marks one of them,
 * and leaves the other to the collector.
 */
public final class EpochTracker implements DirtyTracker {

    private final SyncState sync = new SyncState();
    private final Handshake handshake;
    private final EpochBarrier[] barriers;

    /**
     * Makes a tracker that holds every page as clean.
     *
     * @param pages number of pages of the guest
     * @param vcpus number of virtual CPUs that will write, at least 1
     */
    public EpochTracker(final long pages, final int vcpus) {
        handshake = new Handshake(vcpus);
        barriers = new EpochBarrier[vcpus];
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            barriers[vcpu] = new EpochBarrier(pages, handshake.vcpu(vcpu));
        }
    }

    @Override
    public WriteBarrier barrier(final int vcpu) {
        return barriers[vcpu];
    }

    @Override
    public void beginSync() {
        sync.begin();
        handshake.begin();
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        sync.requireUnderWay();
        if (!handshake.isComplete()) {
            return false;
        }
        final long ended = handshake.epoch() - 1;
        for (final EpochBarrier barrier : barriers) {
            barrier.marksOf(ended).drainTo(into);
        }
        sync.end();
        return true;
    }

    @Override
    public boolean peek(final long page) {
        // The vCPUs' marks are plain stores; without this a caller's loop could go on reading its registers for ever.
        VarHandle.acquireFence();
        for (final EpochBarrier barrier : barriers) {
            if (barrier.isMarked(page)) {
                return true;
            }
        }
        return false;
    }
}
