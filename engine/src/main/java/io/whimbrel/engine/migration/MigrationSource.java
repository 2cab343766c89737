package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.MigrationListener;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.protocol.Announcement;
import io.whimbrel.engine.protocol.ControlHandler;
import io.whimbrel.engine.protocol.Greeting;
import io.whimbrel.engine.protocol.GuestForm;
import io.whimbrel.engine.protocol.Holding;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.snapshot.VirtualSnapshot;
import io.whimbrel.engine.tracking.DirtyTracker;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The source of a migration, as a duty cycle: greets the destination, lets the strategy send pages while the guest
 * runs, pauses it, sends the rest, and hands over ownership. ARCHITECTURE.md holds the state table of the handoff.
 *
 * <p>Until {@link SourceState#RELEASED} any failure leaves the guest running here. From then on the source never runs
 * it again by itself. The agent is driven by one thread; orders and queries may come from any.
 */
public final class MigrationSource implements Agent {

    private final MigrationIdentity identity;
    private final Guest guest;
    private final MigrationStrategy strategy;
    private SourceLink link;
    private final NanoClock clock;
    private final MigrationListener listener;
    private final MigrationTimings timings;
    private final Transfer transfer;
    private final SourceTimes times = new SourceTimes();
    private final Residual residual;
    private final ControlChannel control;
    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Supplier<? extends SourceLink>> renewal = new AtomicReference<>();
    private final UnsafeBuffer execution = new UnsafeBuffer(new byte[Guest.MAX_STATE_LENGTH]);

    private volatile SourceState state = SourceState.IDLE;
    private volatile String reason = "";
    private volatile boolean done;
    private Convergence.Decision ordered;
    private boolean pausedByOrder;
    /** Null while, and where, nothing is to follow. */
    private PushStart pushStart;
    private int stateLength;
    private long askFromPage;
    private long heardHoldingAtNs;
    private long lingerUntilNs;
    private boolean peerDropped;

    /**
     * Makes a source of guests that move page by page, which waits to be started.
     *
     * @param identity what the destination is told of the migration
     * @param guest    the guest, running or paused
     * @param tracker  tracks the guest's writes
     * @param strategy the way to migrate
     * @param policies the heuristics
     * @param link     the source's end of the link; the caller closes it after the agent has ended
     * @param timings  how long to wait for the destination
     * @param clock    real or virtual time
     * @param listener is told what happens
     * @throws IllegalArgumentException when one of the policies is for another guest
     */
    public MigrationSource(final MigrationIdentity identity, final Guest guest, final DirtyTracker tracker,
            final MigrationStrategy strategy, final Policies policies, final SourceLink link,
            final MigrationTimings timings, final NanoClock clock, final MigrationListener listener) {
        this(identity, guest, SourceImages.none(), tracker, strategy, policies, link, timings, clock, listener);
    }

    /**
     * Makes a source that waits to be started.
     *
     * @param identity what the destination is told of the migration
     * @param guest    the guest, running or paused
     * @param sources  what there is of images
     * @param tracker  tracks the guest's writes
     * @param strategy the way to migrate
     * @param policies the heuristics
     * @param link     the source's end of the link; the caller closes it after the agent has ended
     * @param timings  how long to wait for the destination
     * @param clock    real or virtual time
     * @param listener is told what happens
     * @throws IllegalArgumentException when one of the policies is for another guest
     */
    public MigrationSource(final MigrationIdentity identity, final Guest guest, final SourceImages sources,
            final DirtyTracker tracker, final MigrationStrategy strategy, final Policies policies,
            final SourceLink link, final MigrationTimings timings, final NanoClock clock,
            final MigrationListener listener) {
        policies.requirePages(guest.memory().geometry().pages());
        this.identity = identity;
        this.guest = guest;
        this.strategy = strategy;
        this.link = link;
        this.timings = timings;
        this.clock = clock;
        this.listener = listener;
        this.transfer = new Transfer(guest,
                strategy.form() == GuestForm.BOOT_IMAGE ? sources.bootImage().get() : guest.memory(), tracker, policies,
                link, identity.migrationId(), clock, listener);
        this.residual = new Residual(guest, identity.guest(), strategy, transfer, sources.store(), times, clock);
        this.control = new ControlChannel(link, new Ears(), timings);
    }

    /** Orders the migration to begin. */
    public void start() {
        orders.add(Order.START);
    }

    /** Orders the guest to be paused now and what remains to be sent, whatever the policies think. While live, or once it is. */
    public void switchNow() {
        orders.add(Order.SWITCH);
    }

    /** Orders the guest to be handed over now, and what remains to be fetched and pushed after. While live, or once it is. */
    public void goPostCopy() {
        orders.add(Order.POST_COPY);
    }

    /** Orders the migration to end with the guest here. Past the point of no return it changes nothing. */
    public void cancel() {
        orders.add(Order.CANCEL);
    }

    /**
     * Settles a migration that is in doubt: the guest runs on here. Whoever orders it answers for it that the guest
     * does not run, and never will, at the destination.
     */
    public void recoverByRunning() {
        orders.add(Order.RECOVER_RUN);
    }

    /**
     * Settles a migration that is in doubt: the paused guest is dropped here. So are the pages of a guest that runs at a
     * destination to which the way was cut: it is lost.
     */
    public void recoverByDiscarding() {
        orders.add(Order.RECOVER_DISCARD);
    }

    /**
     * Takes up a migration that was cut, over another link or over the same one now well again. Does nothing before
     * ownership is given up and once the migration has ended; see {@link SourceState#isRenewable()}.
     *
     * @param newLink the source's end; the caller closes it after the agent has ended
     */
    public void recover(final SourceLink newLink) {
        recover(() -> newLink);
    }

    /**
     * The same, over a link that is yet to be opened, where there is something to recover at all.
     *
     * @param opening called in the duty cycle, which it may hold up: closes the link so far and opens the source's end of
     *                another; the caller closes that after the agent has ended. What it throws is told as the reason why
     *                the migration stays cut
     */
    public void recover(final Supplier<? extends SourceLink> opening) {
        renewal.set(opening);
    }

    @Override
    public int doWork() {
        // Silence is judged by the time before the inbox is read: what lies in it unread is no silence.
        final long nowNs = clock.nanoTime();
        int work = 0;
        try {
            if (state != SourceState.IDLE) {
                work += link.doWork();
                work += control.doWork(identity.migrationId(), nowNs);
            }
            // After the inbox: what the peer has said may have made an order needless.
            work += carryOutOrders();
            work += step(nowNs);
            watch(nowNs);
        } catch (final UncheckedIOException e) {
            // A full disk, for example: its message names the file.
            giveUp(e.getMessage());
        } catch (final RuntimeException e) {
            // A plug-in, the wire or the link: whatever it is, before the point of no return the guest stays here.
            giveUp("the source failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        done = hasSaidAll(nowNs);
        return work;
    }

    private boolean hasSaidAll(final long nowNs) {
        return switch (state) {
            case FAILED -> peerDropped || link.failure() != null || control.attendedNs(nowNs) >= lingerUntilNs;
            // A destination that has not heard that we know says again that it holds every page.
            case COMPLETED -> pushStart == null || link.failure() != null
                    || control.attendedNs(nowNs) - heardHoldingAtNs >= timings.silenceAfterAnswerNs();
            default -> state.isFinal();
        };
    }

    private int carryOutOrders() {
        // An atomic exchange in every cycle costs more than a look.
        final Supplier<? extends SourceLink> opening = renewal.get() == null ? null : renewal.getAndSet(null);
        if (opening != null && state.isRenewable()) {
            renew(opening);
        }
        final Order order = orders.poll();
        if (order == null) {
            return 0;
        }
        switch (order) {
            case START -> {
                if (state == SourceState.IDLE) {
                    connect();
                }
            }
            case SWITCH -> ordered = Convergence.Decision.STOP_AND_COPY;
            case POST_COPY -> ordered = Convergence.Decision.POST_COPY;
            case CANCEL -> {
                if (state.ownsGuest() && !state.isFinal()) {
                    giveUp("cancelled");
                }
            }
            case RECOVER_RUN -> {
                if (state == SourceState.IN_DOUBT) {
                    control.sayNothing();
                    endMeasuring();
                    guest.throttle(0);
                    guest.resume();
                    enter(SourceState.RECOVERED, "an operator ordered the guest to run here");
                }
            }
            case RECOVER_DISCARD -> {
                if (state == SourceState.IN_DOUBT) {
                    control.sayNothing();
                    enter(SourceState.DISCARDED, "an operator ordered the guest to be dropped here");
                } else if (state == SourceState.SEVERED || state == SourceState.RESUMING) {
                    control.sayNothing();
                    enter(SourceState.DISCARDED,
                            "an operator ordered what is left of the guest to be dropped here: unless"
                                    + " the destination holds every page, the guest is lost; " + remains());
                }
            }
        }
        return 1;
    }

    /** Goes on over another link. In doubt the commit is said again there; otherwise it is found out what is missing. */
    private void renew(final Supplier<? extends SourceLink> opening) {
        try {
            link = opening.get();
        } catch (final RuntimeException e) {
            final String why = "no other link could be opened: " + e.getMessage();
            if (state.serves()) {
                sever(why);
            } else {
                enter(SourceState.IN_DOUBT, why);
            }
            return;
        }
        control.renew(link, clock.nanoTime());
        if (state.serves()) {
            resume();
        } else if (state == SourceState.RELEASED) {
            enter(SourceState.IN_DOUBT, "the link was replaced before the destination said that the guest runs there");
        }
    }

    /** Finds out which pages the destination is without. What was sent may be there, or lost on the way. */
    private void resume() {
        transfer.push().renew(link);
        askFromPage = 0;
        askForPresence();
        enter(SourceState.RESUMING, "");
    }

    private void askForPresence() {
        control.say(control.encoder().resume(identity.migrationId(), transfer.push().attachment(), askFromPage));
    }

    private void connect() {
        final PageGeometry geometry = guest.memory().geometry();
        times.requested = clock.nanoTime();
        guest.phases().duringFrom(times.requested - guest.startNs());
        control.heard(times.requested);
        control.say(control.encoder().hello(identity.migrationId(),
                new Greeting(Wire.PROTOCOL_VERSION, guest.vcpus().size(), geometry.pageBytes(),
                        geometry.memoryBytes(), Wire.nativeByteOrderMark(), identity.clockDomain(), strategy.form(),
                        identity.encoding(),
                        identity.guest())));
        enter(SourceState.CONNECTING, "");
    }

    private int step(final long nowNs) {
        return switch (state) {
            case LIVE -> live(nowNs);
            case PAUSING -> pausing();
            case RESIDUAL -> residual();
            case RELEASED, SERVING -> pushStart == null ? 0 : push(nowNs);
            default -> 0;
        };
    }

    private int push(final long nowNs) {
        final int work = transfer.push().doWork(nowNs);
        transfer.push().showTails(nowNs, timings.peerTimeoutNs() / 2);
        return work;
    }

    private int live(final long nowNs) {
        if (ordered != null && strategy.mayBeInterrupted()) {
            pauseFor(ordered);
            pausedByOrder = state == SourceState.PAUSING;
            return 1;
        }
        final int work = strategy.doWork(transfer);
        switch (strategy.decision()) {
            case CONTINUE -> {
                if (nowNs - times.live > timings.migrationTimeoutNs()) {
                    giveUp(SourceReport.OUT_OF_TIME);
                }
            }
            case STOP_AND_COPY, POST_COPY -> pauseFor(strategy.decision());
            case ABORT -> giveUp(SourceReport.POLICY_GAVE_UP);
        }
        return work;
    }

    private void pauseFor(final Convergence.Decision decision) {
        if (decision == Convergence.Decision.POST_COPY && VirtualSnapshot.isAttachedTo(guest)) {
            giveUp("a virtual snapshot is attached to the guest, and cannot follow it to where its pages are not: detach it"
                    + " first, or migrate in another way");
            return;
        }
        residual.decide(decision);
        transfer.interruptRound();
        times.pauseRequested = clock.nanoTime();
        guest.requestPause();
        enter(SourceState.PAUSING, "");
    }

    private int pausing() {
        if (!guest.isPaused()) {
            return 0;
        }
        times.paused = clock.nanoTime();
        transfer.beginSync();
        enter(SourceState.RESIDUAL, "");
        return 1;
    }

    private int residual() {
        final int work = residual.doWork();
        if (residual.isSent()) {
            final Push push = transfer.push();
            final long absentPages = residual.absentPages();
            if (absentPages > 0) {
                pushStart = new PushStart(absentPages, push.bytes());
            }
            prepare(absentPages);
        }
        return work;
    }

    private void prepare(final long absentPages) {
        final PageSender sender = transfer.sender();
        stateLength = strategy.form() == GuestForm.BOOT_IMAGE ? saveCompletions() : saveState();
        control.say(control.encoder().prepare(identity.migrationId(),
                new Announcement(sender.batches(), sender.pages(), sender.digest(), guest.startNs(),
                        guest.phases().duringFromNs(), absentPages),
                execution, stateLength));
        enter(SourceState.PREPARING, "");
    }

    private int saveState() {
        guest.saveState(execution, 0);
        return guest.stateLength();
    }

    /** Of a guest that begins anew all state is dropped; its clients do not begin anew. */
    private int saveCompletions() {
        final long[] lastCompletedNs = guest.lastCompletedNs();
        for (int i = 0; i < lastCompletedNs.length; i++) {
            execution.putLong(i << 3, lastCompletedNs[i]);
        }
        return lastCompletedNs.length << 3;
    }

    /** Looks whether the peer or the link has died. */
    private void watch(final long nowNs) {
        final String linkFailure = link.failure();
        final boolean silent = linkFailure != null || control.silenceNs(nowNs) >= timings.peerTimeoutNs();
        switch (state) {
            case CONNECTING -> {
                if (linkFailure != null) {
                    giveUp(linkFailure);
                } else if (control.silenceNs(nowNs) > timings.connectTimeoutNs()) {
                    giveUp("no destination answered in time");
                }
            }
            case LIVE, PAUSING, RESIDUAL, PREPARING -> {
                if (silent || transfer.isLinkGone()) {
                    giveUp(linkFailure != null ? linkFailure : "the destination has fallen silent");
                }
            }
            case RELEASED -> {
                if (silent) {
                    enter(SourceState.IN_DOUBT, (linkFailure != null ? linkFailure : "the destination fell silent")
                            + " after ownership was given up; the guest stays paused here: find out whether it runs"
                            + " there, then recover");
                }
            }
            case SERVING -> {
                if (silent || transfer.push().isLinkGone()) {
                    sever(linkFailure != null ? linkFailure : "the destination has fallen silent");
                }
            }
            case RESUMING -> {
                // Whoever recovers the destination may take a while longer.
                if (linkFailure != null || control.silenceNs(nowNs) > timings.connectTimeoutNs()) {
                    sever(linkFailure != null ? linkFailure : "no destination took the migration up in time");
                }
            }
            case FAILED -> {
                if (peerDropped) {
                    control.sayNothing();
                }
            }
            default -> {
            }
        }
    }

    /** To be told to the destination too: it may hear us although we do not hear it. */
    private void sever(final String why) {
        control.say(control.encoder().severed(identity.migrationId(), transfer.push().attachment(), why));
        enter(SourceState.SEVERED,
                why + " while the guest ran there with pages of it still here: recover; or drop them, if the destination"
                        + " says that it holds every page: otherwise the guest is then lost; " + remains());
    }

    /** What is left of the guest here, once it runs elsewhere. */
    private String remains() {
        return Remains.atSource(guest.memory().geometry().pages(), transfer.push(), execution, stateLength);
    }

    /** Ends the migration with the guest here, if that may still be; tells the destination. */
    private void giveUp(final String why) {
        if (state == SourceState.SERVING || state == SourceState.RESUMING) {
            sever(why);
            return;
        }
        if (state == SourceState.RELEASED) {
            enter(SourceState.IN_DOUBT, why);
            return;
        }
        if (!state.ownsGuest() || state.isFinal()) {
            // Nothing left to give up: the guest is where it is. What was amiss is kept for the report.
            reason = why;
            return;
        }
        if (state == SourceState.IDLE) {
            // Nobody was called who would have to be told.
            peerDropped = true;
            guest.phases().duringFrom(clock.nanoTime() - guest.startNs());
        } else {
            control.say(control.encoder().abort(identity.migrationId(), why));
            lingerUntilNs = control.attendedNs(clock.nanoTime()) + timings.peerTimeoutNs();
        }
        guest.throttle(0);
        guest.resume();
        endMeasuring();
        enter(SourceState.FAILED, why);
    }

    private void endMeasuring() {
        guest.phases().afterFrom(clock.nanoTime() - guest.startNs());
    }

    private void enter(final SourceState next, final String detail) {
        if (!detail.isEmpty()) {
            reason = detail;
        }
        state = next;
        listener.on(new MigrationEvent.SourceEntered(clock.nanoTime(), next, detail));
    }

    @Override
    public String roleName() {
        return "migration-source";
    }

    /**
     * Where the migration stands.
     *
     * @return state; may be asked from any thread
     */
    public SourceState state() {
        return state;
    }

    /**
     * Why it stands there: what went wrong last, and what is left of a guest that is in pieces.
     *
     * @return one line, or an empty text; may be asked from any thread
     */
    public String reason() {
        return reason;
    }

    /**
     * Whether the agent has nothing left to do, the last word to the destination included.
     *
     * @return true when its thread may end; may be asked from any thread
     */
    public boolean isDone() {
        return done;
    }

    /**
     * How far it has come, for somebody who looks on.
     *
     * @return progress; may be read from any thread
     */
    public Progress progress() {
        return transfer.progress();
    }

    /**
     * What there is to say of the migration. To be asked once the agent's thread has ended.
     *
     * @return report
     */
    public SourceReport report() {
        final Push push = transfer.push();
        return new SourceReport(state, reason, guest.startNs(), times.requested, times.live, times.pauseRequested,
                pausedByOrder, times.paused,
                times.lastSynced, times.residualSent, times.confirmed, times.released, times.resumed, times.completed,
                control.peerClock().isKnown() ? control.peerClock().uncertaintyNs() : 0, push.batches(),
                push.pages(), push.zeroPages(), push.bytes(), transfer.records(),
                pushReport(), strategy.form().isImage() ? imageReport() : null);
    }

    private PushReport pushReport() {
        if (pushStart != null) {
            return pushStart.report(transfer.push());
        }
        return residual.isPostCopy() && times.released != 0 ? PushReport.NOTHING : null;
    }

    private ImageReport imageReport() {
        final boolean dropped = strategy.form() == GuestForm.BOOT_IMAGE && times.released != 0;
        return new ImageReport(strategy.form(), times.imageWritten,
                dropped ? guest.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum() : 0);
    }

    /** How much was sent when the guest was handed over. */
    private record PushStart(long absentPages, long bytes) {

        PushReport report(final Push push) {
            return new PushReport(absentPages, push.demandedPages(),
                    absentPages - push.absentPages() - push.demandedPages(), push.needlessRequests(),
                    push.bytes() - bytes, push.attachment());
        }
    }

    /** What comes from the destination. Every message may come late, or more than once. */
    private final class Ears implements ControlHandler {

        private boolean isReady;

        @Override
        public void onHelloReply(final long migrationId, final long clockDomain, final String refusal) {
            if (!isOurs(migrationId) || state != SourceState.CONNECTING) {
                return;
            }
            if (refusal != null) {
                giveUp("the destination refused: " + refusal);
                return;
            }
            if (clockDomain == identity.clockDomain()) {
                control.peerClock().isOurs();
            }
            isReady = true;
            goLive();
        }

        private void goLive() {
            if (isReady && state == SourceState.CONNECTING && control.peerClock().isKnown()) {
                control.sayNothing();
                times.live = clock.nanoTime();
                enter(SourceState.LIVE, "");
                transfer.steer();
                strategy.begin(transfer);
            }
        }

        @Override
        public void onHeartbeat(final long migrationId, final long sentAtNs, final long echoSentAtNs,
                final long echoHeldNs) {
            if (isOurs(migrationId)) {
                control.peerClock().onHeartbeat(sentAtNs, echoSentAtNs, echoHeldNs, clock.nanoTime());
                goLive();
            }
        }

        @Override
        public void onPrepared(final long migrationId, final long pages, final long digest) {
            if (!isOurs(migrationId) || state != SourceState.PREPARING) {
                return;
            }
            final PageSender sender = transfer.sender();
            if (pages != sender.pages() || digest != sender.digest()) {
                giveUp("the destination confirmed " + pages + " pages with digest " + Long.toHexString(digest)
                        + ", not " + sender.pages() + " with " + Long.toHexString(sender.digest()));
                return;
            }
            times.confirmed = clock.nanoTime();
            // The point of no return: we stop owning the guest before anybody is told that it is theirs.
            times.released = times.confirmed;
            state = SourceState.RELEASED;
            control.say(control.encoder().commit(identity.migrationId()));
            enter(SourceState.RELEASED, "");
        }

        @Override
        public void onRunning(final long migrationId, final long resumedAtNs) {
            if (!isOurs(migrationId) || state != SourceState.RELEASED && state != SourceState.IN_DOUBT) {
                return;
            }
            times.resumed = control.peerClock().toOurs(resumedAtNs);
            if (pushStart == null) {
                complete();
            } else if (state == SourceState.RELEASED) {
                control.sayNothing();
                enter(SourceState.SERVING, "");
            } else {
                // While nobody knew, frames may have been lost.
                resume();
            }
        }

        @Override
        public void onHolding(final long migrationId, final Holding holding) {
            if (!isOurs(migrationId) || pushStart == null || state.ownsGuest()) {
                return;
            }
            heardHoldingAtNs = control.attendedNs(clock.nanoTime());
            if (state == SourceState.COMPLETED) {
                control.tell(control.asides().dropped(identity.migrationId()));
            }
            if (state.isFinal()) {
                return;
            }
            if (!transfer.push().agrees(holding)) {
                giveUp("the destination holds " + holding.batches() + " and " + holding.urgentBatches()
                        + " batches whose digests are not those of what was sent");
                return;
            }
            times.resumed = control.peerClock().toOurs(holding.resumedAtNs());
            complete();
            control.tell(control.asides().dropped(identity.migrationId()));
        }

        private void complete() {
            times.completed = clock.nanoTime();
            control.sayNothing();
            enter(SourceState.COMPLETED, "");
        }

        @Override
        public void onPageRequest(final long migrationId, final long page) {
            if (!isOurs(migrationId) || pushStart == null) {
                return;
            }
            switch (state) {
                case RELEASED, SERVING -> transfer.push().demanded(page, clock.nanoTime());
                case RESUMING -> transfer.push().demandedEarly(page, clock.nanoTime());
                default -> {
                }
            }
        }

        @Override
        public void onPresence(final long migrationId, final int attachment, final long fromPage,
                final DirectBuffer buffer, final int offset, final int length) {
            if (!isOurs(migrationId) || state != SourceState.RESUMING || attachment != transfer.push().attachment()
                    || fromPage != askFromPage) {
                return;
            }
            final long pages = guest.memory().geometry().pages();
            final long to = Math.min(pages, fromPage + 8L * length);
            for (long page = fromPage; page < to; page++) {
                final long bit = page - fromPage;
                if ((buffer.getByte(offset + (int) (bit >> 3)) >> (bit & 7) & 1) == 0) {
                    transfer.push().found(page);
                }
            }
            askFromPage = to;
            if (askFromPage == pages) {
                control.sayNothing();
                enter(SourceState.SERVING, "the destination is without " + transfer.push().absentPages() + " pages");
            } else {
                askForPresence();
            }
        }

        @Override
        public void onAbort(final long migrationId, final String why) {
            if (isOurs(migrationId)) {
                giveUp("the destination ended the migration: " + why);
            }
        }

        @Override
        public void onSevered(final long migrationId, final int attachment, final String why) {
            // One of an earlier attachment is late: the migration was taken up again since.
            if (isOurs(migrationId) && (state == SourceState.SERVING || state == SourceState.RESUMING)
                    && attachment == transfer.push().attachment()) {
                sever("the destination gave the link up: " + why);
            }
        }

        @Override
        public void onAborted(final long migrationId) {
            if (isOurs(migrationId) && state == SourceState.FAILED) {
                peerDropped = true;
            }
        }

        private boolean isOurs(final long migrationId) {
            if (migrationId != identity.migrationId()) {
                return false;
            }
            control.heard(clock.nanoTime());
            return true;
        }
    }
}
