package io.whimbrel.engine.migration;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/**
 * What post-copy sends while the guest is paused: a first few pages, so that it does not stall at once, and which of the
 * pages sent before are out of date. All else follows when it runs.
 */
final class Parting {

    private final PageSender sender;
    private final HierarchicalBitmap absent;
    private final Prefetcher prefetcher;
    private final StalePages stale;
    private long firstPagesLeft;
    private boolean flushed;
    private boolean told;

    Parting(final PageSender sender, final HierarchicalBitmap absent, final Prefetcher prefetcher,
            final long firstPages) {
        this.sender = sender;
        this.absent = absent;
        this.prefetcher = prefetcher;
        this.firstPagesLeft = firstPages;
        this.stale = new StalePages(absent, sender);
    }

    /** Sends as much as there is room for; true when all of it is with the link. */
    boolean send(final long nowNs) {
        if (!flushed) {
            // What was taken while the guest ran may be out of date by now, and must be with the link to be told so.
            flushed = sender.flush(nowNs);
            // Where nothing was sent nothing can be out of date.
            told = sender.pages() == 0;
        }
        while (flushed && firstPagesLeft > 0 && sender.isReady(nowNs)) {
            final long page = firstPage();
            if (page == PageSet.NONE) {
                firstPagesLeft = 0;
            } else {
                absent.remove(page);
                sender.take(page);
                firstPagesLeft--;
            }
        }
        if (!flushed || firstPagesLeft > 0) {
            return false;
        }
        told = told || stale.send(sender, nowNs);
        return told && sender.flush(nowNs);
    }

    /** So many are to go: where the prefetcher would rather wait, those at the lowest addresses do. */
    private long firstPage() {
        final long page = prefetcher.next(absent);
        return page == PageSet.NONE ? absent.next(0) : page;
    }
}
