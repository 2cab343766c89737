package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.MigrationListener;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.policy.CheckedPrefetcher;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.tracking.DirtyTracker;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/**
 * What every strategy does with pages: take over dirty bits, send a round of pages in the chosen order, and ask the
 * policies in between. A strategy is the order in which it does so. Every method is one step of a duty cycle.
 */
public final class Transfer {

    private static final int PAGES_PER_STEP = 64;

    private final Guest guest;
    private final DirtyTracker tracker;
    private final Policies policies;
    private final NanoClock clock;
    private final MigrationListener listener;
    private final PageSender sender;
    private final TokenBucket bucket;
    private final HierarchicalBitmap pending;
    private final Rounds rounds;
    private final Push push;
    private final Progress progress = new Progress();

    private long syncBegunNs;
    private long lastSyncNs;
    private long sentSinceSync;
    private boolean syncAsked;
    private boolean exhausted;

    Transfer(final Guest guest, final GuestMemory sent, final DirtyTracker tracker, final Policies policies,
            final SourceLink link, final long migrationId, final NanoClock clock, final MigrationListener listener) {
        this.guest = guest;
        this.tracker = tracker;
        this.policies = policies;
        this.clock = clock;
        this.listener = listener;
        this.bucket = new TokenBucket(link.data().maxFrameLength(), clock.nanoTime());
        this.pending = new HierarchicalBitmap(guest.memory().geometry().pages());
        this.sender = new PageSender(link.data(), sent, policies.encoding(), bucket, migrationId, 0);
        this.push = new Push(guest, policies, bucket, migrationId, pending, sender, link, clock);
        this.rounds = new Rounds(guest.memory().geometry(), sender);
    }

    /** Asks rate and throttle policies; before the first round and after each sync. */
    void steer() {
        final long rate = policies.rate().bytesPerSecond(rounds);
        final double throttle = policies.throttle().decide(rounds);
        bucket.rate(rate, clock.nanoTime());
        guest.throttle(throttle);
        rounds.steered(rate, rate >= policies.rate().maximumBytesPerSecond(), throttle);
    }

    /** Begins to take over dirty bits from the tracker. */
    void beginSync() {
        syncBegunNs = clock.nanoTime();
        tracker.beginSync();
        guest.wake();
    }

    /** Goes on with it; true when the pages dirtied before it began are pending. */
    boolean pollSync() {
        if (!tracker.pollSync(pending)) {
            return false;
        }
        lastSyncNs = clock.nanoTime() - syncBegunNs;
        sentSinceSync = 0;
        syncAsked = false;
        return true;
    }

    /** The guest is paused, and does not run here again unless the migration has ended. */
    void guestStandsStill() {
        sender.guestStandsStill();
    }

    /** Makes every page pending. */
    void addEveryPage() {
        pending.addAll();
    }

    /** Begins a round over what is pending. */
    void beginRound() {
        rounds.begin(clock.nanoTime(), pending.cardinality());
        policies.order().beginRound(rounds.round(), pending);
        exhausted = false;
    }

    /**
     * Sends some pages of the round.
     *
     * @param running whether the guest runs, so that a page may be left for later
     * @return pages taken
     */
    int send(final boolean running) {
        final long nowNs = clock.nanoTime();
        policies.order().at(nowNs - guest.startNs());
        int taken = 0;
        while (!exhausted && taken < PAGES_PER_STEP && !isSyncDue() && sender.isReady(nowNs)) {
            final long page = policies.order().next(pending);
            if (page == SendOrder.LATER || page == SendOrder.SYNC) {
                keepBack(page, running, nowNs);
                break;
            }
            if (page == PageSet.NONE) {
                exhausted = true;
            } else {
                pending.remove(page);
                taken++;
                if (running && policies.sync().skip(page, tracker)) {
                    rounds.skippedOne();
                } else {
                    sentSinceSync++;
                    sender.take(page);
                }
            }
        }
        progress.update(rounds.round(), pending.cardinality(), sender.bytes());
        return taken;
    }

    private void keepBack(final long answer, final boolean running, final long nowNs) {
        if (!running) {
            throw new IllegalStateException("the send order keeps pages back while the guest is paused");
        }
        syncAsked = answer == SendOrder.SYNC;
        // A page that was taken must not lie in a batch half full until another comes.
        sender.flush(nowNs);
    }

    /** Whether the sync semantics or the order ask for dirty bits now, within the round. */
    boolean isSyncDue() {
        return syncAsked || sentSinceSync >= policies.sync().pagesBetweenSyncs();
    }

    /** No sync is due before the next one ends: while the guest is paused nothing changes. */
    void postponeSync() {
        sentSinceSync = Long.MIN_VALUE;
    }

    /** Whether every page of the round is with the link. */
    boolean isRoundSent() {
        if (!exhausted || !sender.flush(clock.nanoTime())) {
            return false;
        }
        rounds.sent(clock.nanoTime());
        return true;
    }

    /** Records the round whose pages are sent and whose sync is over; asks the observing policies and steers. */
    void endRound() {
        final long nowNs = clock.nanoTime();
        rounds.synced(nowNs, pending.cardinality());
        policies.workingSet().observe(rounds, pending);
        final long expectedDowntimeNs = policies.predictor().expectedDowntimeNs(rounds);
        record(false, lastSyncNs, expectedDowntimeNs, policies.workingSet().workingSetPages());
        progress.roundEnded((long) rounds.measuredBytesPerSecond(), expectedDowntimeNs);
        steer();
    }

    /** Records the round under way as far as it came, when the live phase is ended from outside. */
    void interruptRound() {
        if (rounds.isUnderWay() && rounds.isUntouched()) {
            rounds.takeBack();
        } else if (rounds.isUnderWay()) {
            rounds.sent(clock.nanoTime());
            record(false, 0, -1, policies.workingSet().workingSetPages());
        }
    }

    /** Begins what is sent of a guest while it is paused, when the rest is to follow in post-copy. */
    Parting part(final long firstPages) {
        final long nowNs = clock.nanoTime();
        rounds.begin(nowNs, Math.min(firstPages, pending.cardinality()));
        policies.prefetcher().at(nowNs - guest.startNs());
        return new Parting(sender, pending, new CheckedPrefetcher(policies.prefetcher()), firstPages);
    }

    /** That is sent. */
    void parted() {
        rounds.sent(clock.nanoTime());
        endPausedRound();
    }

    /** What follows it. */
    Push push() {
        return push;
    }

    /** Records the round that was sent while the guest was paused. */
    void endPausedRound() {
        record(true, 0, -1, policies.workingSet().workingSetPages());
    }

    private void record(final boolean paused, final long syncNs, final long expectedDowntimeNs,
            final long workingSetPages) {
        final RoundRecord record = rounds.record(paused, syncNs, expectedDowntimeNs, workingSetPages);
        listener.on(new MigrationEvent.RoundEnded(clock.nanoTime(), record));
    }

    /** Asks the convergence policy. */
    Convergence.Decision decide() {
        final Convergence.Decision decision = policies.convergence().decide(rounds);
        listener.on(new MigrationEvent.Decided(clock.nanoTime(), rounds.round(), rounds.dirtyPages(), decision));
        return decision;
    }

    /** Whether the link has told that it is gone. */
    boolean isLinkGone() {
        return sender.isLinkGone();
    }

    PageSender sender() {
        return sender;
    }

    int roundsEnded() {
        return rounds.ended();
    }

    List<RoundRecord> records() {
        return rounds.records();
    }

    Progress progress() {
        return progress;
    }
}
