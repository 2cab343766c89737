package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.lang.invoke.VarHandle;

/**
 * Tracks writes without one atomic instruction per mark. Each vCPU has two bitmaps of its own: it marks the one, the
 * collector drains the other, and they change places at the vCPU's own operation boundaries.
 *
 * <pre>
 *   collector   | epoch := 5            not yet    all have | drains every even bitmap, copies
 *   vCPU 0      | marks even ... boundary: acknowledges 5 | marks odd ...
 *   vCPU 1      | marks even ........... boundary: acknowledges 5 | marks odd ...
 *   --- time --------------------------------------------------------------------------------&gt;
 * </pre>
 *
 * <h2>Why no write is lost</h2>
 *
 * <p>Take a store to a page. The vCPU stores (S), marks (M) and some time later acknowledges the new epoch (A); the
 * collector sees the acknowledgement (C), drains the old bitmap (D) and copies the page (K).
 * <ul>
 * <li>S, M, A are one thread's, in this order, and A is a release store. C is an acquire load of what A stored. C, D,
 * K are one thread's, in this order. So S and M <em>happen before</em> D and K: the mark is found, and the copy holds
 * the store. The one handshake covers the mark and the data alike.
 * <li>A store after A is marked in the other bitmap, which the next sync drains in the same way. It may show in the
 * copy or not; its page is handed over again either way.
 * </ul>
 *
 * <p>The way back is covered too: the collector's clearing of a bitmap comes before its next volatile store to the
 * epoch, and the vCPU marks in that bitmap only after it has read that store. So it finds the bitmap empty.
 *
 * <h2>Why it may test before it sets</h2>
 *
 * <p>In a bitmap that a collector clears under way, a vCPU that finds its page marked and goes on may be looking at
 * the past: the mark is cleared, the page copied, and only then does the store leave the store buffer. Here nobody
 * clears under way. The bit tested lies in a bitmap that is the vCPU's alone until A, so a bit found set is still set
 * at D; and the store comes before A, so it is in the copy K, marked anew or not. A mark is then a plain load, and at
 * most a few plain stores: no read-modify-write, no fence, no bitmap that another vCPU writes.
 *
 * <h2>vCPUs that come and go</h2>
 *
 * <p>A vCPU that is offline marks nothing, and going offline is a release store after its last mark, so the collector
 * acknowledges on its behalf and drains its bitmap as any other. Both that and coming online are a compare-and-set on
 * the same word. If the collector's comes first, the vCPU finds the new epoch and begins in the new bitmap; if the
 * vCPU's comes first, the collector waits for its acknowledgement as for any other's. Neither waits for the other.
 *
 * <h2>What it costs</h2>
 *
 * <p>Two bitmaps per vCPU: 64 KiB for each GiB of 4 KiB pages. The collector's work is in proportion to the dirty
 * pages, and where its own set is empty the first bitmap with anything in it is taken over whole, at no cost per page.
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
