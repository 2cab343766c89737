package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.SendOrder;

/**
 * Sends every page once, after its last write, as soon as that is over: what whole-page pre-copy could do at best, had
 * it known the guest's writes. Its only live round ends when the guest is to be paused, so it goes with
 * {@code fixed-rounds(1)}. Between the last write and the sending it has dirty bits taken over, or the write would make
 * the page count as dirty after it was sent.
 */
final class ClairvoyantOrder implements SendOrder {

    private final LastWrites writes;
    private final long pauseNs;
    private long nowNs;
    /** Writes before this are known to the source. */
    private long syncedNs = Long.MIN_VALUE + 1;
    private int round;
    private int done;

    /**
     * @param writes  when pages are written for the last time before the pause
     * @param pauseNs when the guest is to be paused, in nanoseconds since it was started
     */
    ClairvoyantOrder(final LastWrites writes, final long pauseNs) {
        this.writes = writes;
        this.pauseNs = pauseNs;
    }

    @Override
    public void requirePages(final long pages) {
        TracedPages.require(writes.count(), pages);
    }

    @Override
    public void at(final long guestTimeNs) {
        nowNs = guestTimeNs;
    }

    @Override
    public void beginRound(final int newRound, final PageSet pending) {
        round = newRound;
    }

    @Override
    public long next(final PageSet pending) {
        if (round > 1) {
            return pending.next(0);
        }
        if (nowNs >= pauseNs) {
            return PageSet.NONE;
        }
        while (done < writes.count() && writes.doneNs(done) < nowNs) {
            if (writes.doneNs(done) >= syncedNs) {
                syncedNs = nowNs;
                return SYNC;
            }
            final long page = writes.page(done++);
            if (pending.contains(page)) {
                return page;
            }
        }
        return LATER;
    }
}
