package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.NanoClock;

/**
 * Brings a guest back to the instant of a snapshot: the pages that differ, the execution state, and
 * {@linkplain ExecutionState the guest's time}. Other virtual snapshots that it has save the pages first and stay what
 * they are; the snapshot itself may be rolled back to again. An image is {@linkplain
 * io.whimbrel.engine.image.ImagePages#asSnapshotOf read as a full snapshot} first, while the guest runs on.
 *
 * <p>If it fails before it has changed a page, the guest runs on as it was. Afterwards it stays paused, until another roll
 * back, to this snapshot or a full one, has made it whole.
 */
public final class RollBack extends PausedOperation {

    private static final int PAGES_PER_CYCLE = 64;

    private final Snapshot snapshot;
    private final Supplier<PageSet> candidates;
    private final LongConsumer restored;
    private final GuestMemory memory;
    private final BlockPool scratch;
    private PageSet pages;
    private long nextPage;
    private long pagesRestored;
    private boolean torn;

    private RollBack(final Guest guest, final Snapshot snapshot, final Supplier<PageSet> candidates,
            final LongConsumer restored, final NanoClock clock) {
        super(guest, clock);
        this.snapshot = snapshot;
        this.candidates = candidates;
        this.restored = restored;
        memory = guest.memory();
        if (!snapshot.geometry().equals(memory.geometry()) || snapshot.blockBytes() != memory.blockBytes()) {
            throw new IllegalArgumentException("the snapshot is of another guest: " + snapshot.geometry() + ", not "
                    + memory.geometry());
        }
        scratch = new BlockPool(snapshot.blockBytes(), snapshot.blockBytes());
    }

    /**
     * Prepares to go back to a virtual snapshot, by what it has saved: the pages that the guest has written since.
     *
     * @param guest    the guest
     * @param snapshot attached to it, none of the pages written since released
     * @param restored told each page that was changed, for a dirty tracker: {@link
     *                 io.whimbrel.engine.tracking.OutsideWrites#wrote}
     * @param clock    measures
     * @return the operation; fails before it has changed anything when a page was lost or released
     */
    public static RollBack to(final VirtualSnapshot snapshot, final Guest guest, final LongConsumer restored,
            final NanoClock clock) {
        return new RollBack(guest, snapshot, () -> {
            final PageSet written = snapshot.written();
            snapshot.requireReadable(written);
            return written;
        }, restored, clock);
    }

    /**
     * Prepares to go back to a full snapshot, by comparing every page.
     *
     * @param guest    the guest
     * @param snapshot of a guest of the same program
     * @param restored told each page that was changed, for a dirty tracker
     * @param clock    measures
     * @return the operation
     */
    public static RollBack to(final FullSnapshot snapshot, final Guest guest, final LongConsumer restored,
            final NanoClock clock) {
        final HierarchicalBitmap all = new HierarchicalBitmap(guest.memory().geometry().pages());
        all.addAll();
        return new RollBack(guest, snapshot, () -> all, restored, clock);
    }

    @Override
    void begin() {
        if (snapshot.state().length() != guest().stateLength()) {
            throw new IllegalArgumentException("the snapshot's execution state is of another guest");
        }
        pages = candidates.get();
        nextPage = pages.next(0);
    }

    @Override
    boolean work() {
        for (int i = 0; i < PAGES_PER_CYCLE && nextPage != PageSet.NONE; i++) {
            restore(nextPage);
            nextPage = pages.next(nextPage + 1);
        }
        if (nextPage != PageSet.NONE) {
            return false;
        }
        torn = true;
        snapshot.state().loadInto(guest());
        torn = false;
        return true;
    }

    @Override
    boolean isTorn() {
        return torn;
    }

    private void restore(final long page) {
        final long then = scratch.addressOf(0);
        final long now = memory.addressOfBlock(page);
        snapshot.readPage(page, then);
        if (!same(then, now, memory.blockBytes())) {
            CopyOnWriteAccess.beforeWrite(guest().access(0), page);
            torn = true;
            UnsafeApi.copyMemory(then, now, memory.blockBytes());
            restored.accept(page);
            pagesRestored++;
        }
    }

    static boolean same(final long left, final long right, final int bytes) {
        for (int at = 0; at < bytes; at += Long.BYTES) {
            if (UnsafeApi.getLong(left + at) != UnsafeApi.getLong(right + at)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many pages differed.
     *
     * @return pages
     */
    public long pagesRestored() {
        return pagesRestored;
    }

    @Override
    public void onClose() {
        scratch.close();
    }

    @Override
    public String roleName() {
        return "roll-back";
    }
}
