package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.presence.Faults;
import org.agrona.concurrent.NanoClock;

/**
 * A copy-on-write snapshot: taken in a pause whose length does not depend on the guest's memory, and paid for by one
 * page copy for each distinct page that the guest writes while it lasts. How it works is told by {@link CopyOnWrite}.
 *
 * <p>It lasts until {@link #detach()}: until then it can be read, knows which pages the guest has written since, and the
 * guest can be rolled back to it. Then, as soon as it {@link #isDetached()}, it may be closed. A guest may have several
 * at once, each with its own copies; a store then passes the barrier of each.
 *
 * <p>Pages that are released once read cost no copy when the guest writes them afterwards, and the copies of those
 * written before are given back: see {@link BackgroundCopy}.
 */
public final class VirtualSnapshot implements Snapshot {

    private final Guest guest;
    private final GuestMemory memory;
    private final NanoClock clock;
    private final BlockPool pool;
    private final CopyOnWrite pages;
    private final CopyOnWriteBarrier[] barriers;
    private ExecutionState state;
    private boolean attached;
    private boolean detached;
    private long runsAgainNs;
    private long detachedNs;
    private long pauseNs;
    private long pagesRead;

    VirtualSnapshot(final Guest guest, final long limitBytes, final NanoClock clock) {
        this.guest = guest;
        this.clock = clock;
        memory = guest.memory();
        final long allBytes = memory.geometry().pages() * memory.blockBytes();
        pool = new BlockPool(memory.blockBytes(), Math.min(limitBytes, allBytes));
        pages = new CopyOnWrite(memory, pool);
        barriers = new CopyOnWriteBarrier[guest.vcpus().size()];
        for (int vcpu = 0; vcpu < barriers.length; vcpu++) {
            barriers[vcpu] = new CopyOnWriteBarrier(pages);
        }
    }

    /**
     * Whether any virtual snapshot is attached to a guest.
     *
     * @param guest the guest
     * @return true while its stores pass a snapshot's barrier
     */
    public static boolean isAttachedTo(final Guest guest) {
        return guest.access(0) instanceof CopyOnWriteAccess;
    }

    /** This is the instant. The guest is paused. Either all vCPUs have their barrier then, or none. */
    void attach() {
        if (Faults.isChecked(guest.access(0))) {
            throw new IllegalStateException("pages of the guest are absent yet, and cannot be saved before a write");
        }
        final ExecutionState now = ExecutionState.of(guest);
        final GuestAccess[] accesses = new GuestAccess[barriers.length];
        for (int vcpu = 0; vcpu < accesses.length; vcpu++) {
            accesses[vcpu] = CopyOnWriteAccess.with(guest.access(vcpu), barriers[vcpu]);
        }
        guest.accessBy(vcpu -> accesses[vcpu]);
        state = now;
        attached = true;
    }

    void guestRunsAfter(final long ns) {
        pauseNs = ns;
        runsAgainNs = clock.nanoTime();
    }

    @Override
    public PageGeometry geometry() {
        return memory.geometry();
    }

    @Override
    public int blockBytes() {
        return memory.blockBytes();
    }

    @Override
    public ExecutionState state() {
        return state;
    }

    @Override
    public void readPage(final long page, final long targetAddress) {
        requireAttached();
        pages.read(page, targetAddress);
        pagesRead++;
    }

    @Override
    public void releasePage(final long page) {
        requireAttached();
        pages.release(page);
    }

    private void requireAttached() {
        if (!attached) {
            throw new IllegalStateException("the snapshot is not attached to its guest");
        }
    }

    /** Throws when one of these pages cannot be read. */
    void requireReadable(final PageSet wanted) {
        requireAttached();
        for (long page = wanted.next(0); page != PageSet.NONE; page = wanted.next(page + 1)) {
            pages.requireReadable(page);
        }
    }

    /** Ends it: the guest's stores pass its barrier no more after their next boundary. Nothing can be read any more. */
    public void detach() {
        if (attached) {
            attached = false;
            detachedNs = clock.nanoTime();
            guest.accessBy(vcpu -> CopyOnWriteAccess.without(guest.access(vcpu), barriers[vcpu]));
            guest.wake();
        }
    }

    /**
     * Whether it has been ended, and no vCPU is within its barrier any more. To be polled after {@link #detach()}.
     *
     * @return true when it may be closed
     */
    public boolean isDetached() {
        detached |= !attached && guest.hasTakenUpAccess();
        return detached;
    }

    /**
     * The pages that the guest has written since: what an incremental checkpoint taken now has to hold. While this
     * snapshot is attached, to be asked only when the guest is paused; if the next snapshot is taken in that same pause,
     * this is exactly what changed between the two.
     *
     * @return a set of the caller's own
     * @throws IllegalStateException when the guest may be writing
     */
    public PageSet written() {
        if (!guest.isPaused() && !isDetached()) {
            throw new IllegalStateException("the guest may be writing");
        }
        final HierarchicalBitmap all = new HierarchicalBitmap(memory.geometry().pages());
        for (final CopyOnWriteBarrier barrier : barriers) {
            final PageSet written = barrier.written();
            for (long page = written.next(0); page != PageSet.NONE; page = written.next(page + 1)) {
                all.add(page);
            }
        }
        return all;
    }

    /**
     * What it has cost.
     *
     * @return figures
     * @throws IllegalStateException when the guest may be writing
     */
    public SnapshotReport report() {
        long copied = 0;
        for (final CopyOnWriteBarrier barrier : barriers) {
            copied += barrier.copied();
        }
        return new SnapshotReport(pauseNs, pauseNs + (attached ? clock.nanoTime() : detachedNs) - runsAgainNs,
                written().cardinality(), copied, pagesRead, pool.heldBytes());
    }

    @Override
    public void close() {
        if (attached || state != null && !isDetached()) {
            throw new IllegalStateException("a vCPU may be within the snapshot's barrier: detach it first");
        }
        pool.close();
    }
}
