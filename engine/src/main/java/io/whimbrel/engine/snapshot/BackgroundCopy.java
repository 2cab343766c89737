package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.ZeroBytes;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.Agent;

/**
 * Copies a virtual snapshot to a memory of its own while the guest runs, each page once, and releases it: the snapshot
 * becomes a full one without a full one's pause. Should a page be lost it fails, once, and has no work any more; the guest
 * does not notice.
 */
public final class BackgroundCopy implements Agent {

    private static final int PAGES_PER_CYCLE = 16;

    private final VirtualSnapshot source;
    private final GuestMemory copy;
    private final BlockPool scratch;
    private final long scratchAddress;
    private long nextPage;
    private long pagesCopied;
    private volatile FullSnapshot snapshot;
    private volatile boolean failed;

    /**
     * Prepares.
     *
     * @param source a snapshot of which nothing has been released
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is no memory for another of its size
     */
    public BackgroundCopy(final VirtualSnapshot source) {
        this.source = source;
        copy = FullSnapshot.newMemory(source.geometry(), source.blockBytes());
        scratch = new BlockPool(source.blockBytes(), source.blockBytes());
        scratchAddress = scratch.addressOf(0);
    }

    @Override
    public int doWork() {
        final long pages = source.geometry().pages();
        if (failed || nextPage == pages) {
            return 0;
        }
        final long end = Math.min(nextPage + PAGES_PER_CYCLE, pages);
        try {
            for (; nextPage < end; nextPage++) {
                copyAndRelease(nextPage);
            }
        } catch (final RuntimeException e) {
            failed = true;
            throw e;
        }
        if (nextPage == pages) {
            snapshot = new FullSnapshot(copy, source.state());
        }
        return 1;
    }

    private void copyAndRelease(final long page) {
        final int blockBytes = source.blockBytes();
        source.readPage(page, scratchAddress);
        source.releasePage(page);
        if (!ZeroBytes.at(scratchAddress, blockBytes)) {
            UnsafeApi.copyMemory(scratchAddress, copy.addressOfBlock(page), blockBytes);
            pagesCopied++;
        }
    }

    /**
     * Whether it was given up: a page was lost. By any thread.
     *
     * @return true once the duty cycle has thrown what was amiss
     */
    public boolean isFailed() {
        return failed;
    }

    /**
     * Whether every page has been copied. By any thread. The virtual snapshot may then be ended, or be kept to know what is written.
     *
     * @return true when nothing is left to do
     */
    public boolean isDone() {
        return snapshot != null;
    }

    /**
     * The copy.
     *
     * @return null until this {@link #isDone()}
     */
    public FullSnapshot snapshot() {
        return snapshot;
    }

    /**
     * What snapshot and copy have cost together, on terms that those of a full snapshot can be compared with.
     *
     * @return the snapshot's figures; copied are the pages in the copy that are not zero, and it holds their memory too
     * @throws IllegalStateException when the guest may be writing
     */
    public SnapshotReport report() {
        final SnapshotReport taken = source.report();
        return new SnapshotReport(taken.pauseNs(), taken.durationNs(), taken.distinctPagesWritten(),
                taken.pagesCopiedOnWrite(), pagesCopied,
                taken.memoryHeldBytes() + pagesCopied * source.blockBytes());
    }

    @Override
    public void onClose() {
        scratch.close();
        if (snapshot == null) {
            copy.close();
        }
    }

    @Override
    public String roleName() {
        return "copy-snapshot";
    }
}
