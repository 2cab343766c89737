package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.MigrationListener;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.FetchDuty;
import io.whimbrel.engine.protocol.Announcement;
import io.whimbrel.engine.protocol.ControlHandler;
import io.whimbrel.engine.protocol.Greeting;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The destination of a migration, as a duty cycle: provides memory for the guest that a source announces, applies its
 * pages, confirms that it holds everything, and runs the guest once the source has given it up. ARCHITECTURE.md holds
 * the state table of the handoff.
 *
 * <p>It never runs the guest but on the source's commit, or on an operator's order while in doubt. It serves one
 * migration. The agent is driven by one thread; orders and queries may come from any. Pages that vCPUs stand still for
 * are fetched by their threads as well, one thread at a time.
 */
public final class MigrationDestination implements Agent {

    private final DestinationSettings settings;
    private DestinationLink link;
    private final MigrationTimings timings;
    private final NanoClock clock;
    private final MigrationListener listener;
    private final ControlChannel control;
    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Supplier<? extends DestinationLink>> renewal = new AtomicReference<>();

    private volatile DestinationState state = DestinationState.LISTENING;
    private volatile Guest guest;
    private volatile String reason = "";
    private volatile boolean done;
    private final FetchDuty duty = new Hands();
    /** What a vCPU met that lent a hand. */
    private RuntimeException failedHand;
    /** Frames came since the agent's last cycle. */
    private boolean handsReceived;
    private Reception reception;
    private long migrationId;
    private Announcement announcement;
    private UnsafeBuffer execution;
    private long helloAtNs;
    private long readyAtNs;
    /** When the last frame came, or it was told how many there are, in time attended to. */
    private long lastFrameAttendedNs;
    private long arrivedAtNs;
    private long preparedAtNs;
    private long resumedAtNs;
    private long completedAtNs;
    private long saidLastWordAtNs;
    /** The source knows that every page is here. */
    private boolean sourceKnows;
    private boolean saidThatSourceIsSilent;
    /** The source speaks as one that does not hear that the guest runs here. */
    private boolean sourceIsCut;
    private volatile boolean cutOff;

    /**
     * Makes a destination that waits for a source.
     *
     * @param settings what it needs beside the link
     * @param link     the destination's end of the link; the caller closes it after the agent has ended
     * @param timings  how long to wait for the source
     * @param clock    real or virtual time
     * @param listener is told what happens
     */
    public MigrationDestination(final DestinationSettings settings, final DestinationLink link,
            final MigrationTimings timings, final NanoClock clock, final MigrationListener listener) {
        this.settings = settings;
        this.link = link;
        this.timings = timings;
        this.clock = clock;
        this.listener = listener;
        this.control = new ControlChannel(link, new Ears(), timings);
    }

    /**
     * Settles a migration that is in doubt: the guest runs here. Whoever orders it answers for it that the guest does
     * not run, and never will, at the source.
     */
    public void recoverByRunning() {
        orders.add(Order.RECOVER_RUN);
    }

    /**
     * Settles a migration that is in doubt: the paused guest is dropped here. One whose source died before every page was
     * here is given up: the guest is lost.
     */
    public void recoverByDiscarding() {
        orders.add(Order.RECOVER_DISCARD);
    }

    /**
     * Takes up a migration that was cut, over another link or over the same one now well again. Does nothing before
     * everything was confirmed and once the guest is dropped; see {@link DestinationState#isRenewable()}.
     *
     * @param newLink the destination's end; the caller closes it after the agent has ended
     */
    public void recover(final DestinationLink newLink) {
        recover(() -> newLink);
    }

    /**
     * The same, over a link that is yet to be opened, where there is something to recover at all.
     *
     * @param opening called in the duty cycle, which it may hold up: closes the link so far and opens the destination's end
     *                of another; the caller closes that after the agent has ended. What it throws is told as the reason
     *                why the migration stays cut
     */
    public void recover(final Supplier<? extends DestinationLink> opening) {
        renewal.set(opening);
    }

    @Override
    public void onStart() {
        duty.start();
    }

    /** To be called after the last duty cycle and before the link is closed: from here on no vCPU lends a hand. */
    @Override
    public void onClose() {
        duty.close();
    }

    /** As {@link Agent}; waits for no more than the hand that a vCPU may be lending just now. */
    @Override
    public int doWork() {
        duty.begin();
        try {
            return cycle();
        } finally {
            duty.end();
        }
    }

    private int cycle() {
        // Silence is judged by the time before the inbox is read: what lies in it unread is no silence.
        final long nowNs = clock.nanoTime();
        int work = 0;
        try {
            takeOver(nowNs);
            work += link.doWork();
            work += control.doWork(migrationId, nowNs);
            // After the inbox: what the peer has said may have made an order needless.
            work += carryOutOrders();
            work += step(nowNs);
            watch(nowNs);
        } catch (final UncheckedIOException e) {
            // A full disk, for example: its message names the file.
            fail(e.getMessage());
        } catch (final RuntimeException e) {
            fail("the destination failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        done = hasSaidAll(nowNs);
        cutOff = sourceIsCut || link.failure() != null || control.silenceNs(nowNs) >= timings.peerTimeoutNs();
        return work;
    }

    /** What came of the hands that were lent since, before anything that might be said of it. */
    private void takeOver(final long nowNs) {
        if (handsReceived) {
            handsReceived = false;
            control.heard(nowNs);
        }
        if (state == DestinationState.FETCHING) {
            completeIfWhole(nowNs);
        }
        final RuntimeException failed = failedHand;
        if (failed != null) {
            failedHand = null;
            throw failed;
        }
    }

    private int carryOutOrders() {
        // An atomic exchange in every cycle costs more than a look.
        final Supplier<? extends DestinationLink> opening = renewal.get() == null ? null : renewal.getAndSet(null);
        if (opening != null && state.isRenewable()) {
            renew(opening);
        }
        final Order order = orders.poll();
        if (order == null) {
            return 0;
        }
        if (state == DestinationState.SEVERED && order == Order.RECOVER_DISCARD) {
            control.sayNothing();
            guest.requestPause();
            enter(DestinationState.DISCARDED, "an operator gave the guest up: it is lost; " + remains());
        } else if (state == DestinationState.IN_DOUBT && order == Order.RECOVER_RUN) {
            run("an operator ordered the guest to run here");
        } else if (state == DestinationState.IN_DOUBT && order == Order.RECOVER_DISCARD) {
            control.say(control.encoder().abort(migrationId, "an operator ordered the guest to be dropped"));
            enter(DestinationState.DISCARDED, "an operator ordered the guest to be dropped here");
        }
        return 1;
    }

    private void renew(final Supplier<? extends DestinationLink> opening) {
        try {
            link = opening.get();
        } catch (final RuntimeException e) {
            cannotRenew("no other link could be opened: " + e.getMessage());
            return;
        }
        saidThatSourceIsSilent = false;
        sourceIsCut = false;
        control.renew(link, clock.nanoTime());
    }

    private void cannotRenew(final String why) {
        if (state.fetches()) {
            sever(why);
        } else if (state == DestinationState.RUNNING) {
            enter(DestinationState.RUNNING, why);
        } else {
            enter(DestinationState.IN_DOUBT, why);
        }
    }

    private int step(final long nowNs) {
        return switch (state) {
            case POPULATING -> populate();
            case RECEIVING -> receive(nowNs);
            case FETCHING -> fetch();
            default -> 0;
        };
    }

    private int populate() {
        if (guest == null) {
            if (reception.populate()) {
                guest = reception.guest();
                settings.host().host(guest);
            }
            return 1;
        }
        // Ready only once the clocks can be compared: the guest's time must go on where it was.
        if (!control.peerClock().isKnown()) {
            return 0;
        }
        readyAtNs = clock.nanoTime();
        control.say(control.encoder().helloReply(migrationId, settings.clockDomain(), null));
        enter(DestinationState.RECEIVING, "");
        return 1;
    }

    private int receive(final long nowNs) {
        final Fetch fetch = reception.fetch();
        final int frames = fetch.receive(link);
        if (frames > 0) {
            final long arrivedNs = clock.nanoTime();
            control.heard(arrivedNs);
            lastFrameAttendedNs = control.attendedNs(arrivedNs);
        }
        final int stored = reception.store();
        if (announcement == null || fetch.data().batches() < announcement.batches()) {
            if (frames + stored == 0) {
                requireFramesToCome(nowNs);
            }
            return frames + stored;
        }
        if (arrivedAtNs == 0) {
            check(announcement, fetch.data(), fetch.arriving());
            guest.startedAt(control.peerClock().toOurs(announcement.guestStartNs()));
            guest.phases().duringFrom(announcement.measureFromNs());
            arrivedAtNs = clock.nanoTime();
        }
        if (!reception.restore(execution)) {
            return 1;
        }
        if (announcement.absentPages() > 0) {
            guest.faults().begin();
            guest.accessBy(vcpu -> guest.faults().access(guest.memory(), vcpu));
        }
        preparedAtNs = clock.nanoTime();
        control.say(control.encoder().prepared(migrationId, fetch.arriving().pages(), fetch.data().digest()));
        enter(DestinationState.PREPARED, "");
        return frames + 1;
    }

    /** The last frame of a stream is missed by nobody but whoever was told how many there are. */
    private void requireFramesToCome(final long nowNs) {
        if (announcement != null && control.attendedNs(nowNs) - lastFrameAttendedNs >= timings.peerTimeoutNs()) {
            throw new IllegalStateException("the link has lost data: " + reception.fetch().data().batches() + " of "
                    + announcement.batches() + " batches came, and no more for long");
        }
    }

    private static void check(final Announcement announced, final PageReceiver received,
            final ArrivingMemory arriving) {
        if (received.batches() != announced.batches() || arriving.pages() != announced.pages()
                || received.digest() != announced.digest()) {
            throw new IllegalStateException(received.batches() + " batches with " + arriving.pages()
                    + " pages and digest " + Long.toHexString(received.digest()) + " were applied, "
                    + announced.batches() + " with " + announced.pages() + " and "
                    + Long.toHexString(announced.digest()) + " were sent");
        }
        final long absentPages = arriving.presence().absentPages();
        if (absentPages != announced.absentPages()) {
            throw new IllegalStateException(absentPages + " pages of the guest never came, "
                    + announced.absentPages() + " were announced to come later");
        }
    }

    private void run(final String detail) {
        final long nowNs = clock.nanoTime();
        resumedAtNs = nowNs;
        reception.start(nowNs, execution);
        final boolean whole = announcement.absentPages() == 0;
        if (whole) {
            endMeasuring(nowNs);
        }
        reception.fetch().arriving().fetch();
        guest.faults().fetchedBy(duty);
        guest.resume();
        control.say(control.encoder().running(migrationId, resumedAtNs));
        enter(whole ? DestinationState.RUNNING : DestinationState.FETCHING, detail);
    }

    private int fetch() {
        final Fetch fetch = reception.fetch();
        final int frames = fetch.receiveAbsent(link);
        final long nowNs = clock.nanoTime();
        if (frames > 0) {
            control.heard(nowNs);
        }
        final int requests = fetch.request(control, nowNs);
        completeIfWhole(nowNs);
        return frames + requests;
    }

    private void completeIfWhole(final long nowNs) {
        final Fetch fetch = reception.fetch();
        if (fetch.holdsEveryPage()) {
            completedAtNs = nowNs;
            endMeasuring(nowNs);
            guest.accessBy(vcpu -> Faults.without(guest.access(vcpu), guest.memory()));
            control.say(control.encoder().holding(migrationId, fetch.holding(resumedAtNs, completedAtNs)));
            enter(DestinationState.RUNNING, "");
        }
    }

    /** Operations that are meant to start from now on are no longer part of the migration. */
    private void endMeasuring(final long nowNs) {
        guest.phases().afterFrom(nowNs - guest.startNs());
    }

    private long absentPages() {
        return guest.faults().presence().absentPages();
    }

    private void watch(final long nowNs) {
        final String linkFailure = link.failure();
        final boolean silent = linkFailure != null || control.silenceNs(nowNs) >= timings.peerTimeoutNs();
        switch (state) {
            case LISTENING -> {
                if (linkFailure != null) {
                    enter(DestinationState.ABORTED, linkFailure);
                }
            }
            case POPULATING, RECEIVING -> {
                if (silent) {
                    fail(linkFailure != null ? linkFailure : "the source has fallen silent");
                }
            }
            case PREPARED -> {
                if (silent) {
                    enter(DestinationState.IN_DOUBT, (linkFailure != null ? linkFailure : "the source fell silent")
                            + " after everything was confirmed; the guest stays paused here: find out whether it runs"
                            + " there, then recover");
                }
            }
            case FETCHING -> {
                if (silent) {
                    sever(linkFailure != null ? linkFailure : "the source has fallen silent");
                }
            }
            case RUNNING -> {
                if (silent && hasFetched() && !sourceKnows && !saidThatSourceIsSilent) {
                    saidThatSourceIsSilent = true;
                    enter(DestinationState.RUNNING, (linkFailure != null ? linkFailure : "the source has fallen silent")
                            + " before it knew that every page is here: the guest is whole and runs here; recover, or"
                            + " have the source drop its pages");
                }
            }
            default -> {
            }
        }
    }

    /** Pages of the guest came while it ran here. */
    private boolean hasFetched() {
        return completedAtNs != 0;
    }

    private void sever(final String why) {
        control.say(control.encoder().severed(migrationId, reception.fetch().attachment(), why));
        enter(DestinationState.SEVERED, why + "; " + absentPages() + " of the guest's pages are still at the source:"
                + " its vCPUs run on until they touch one; recover, or the guest is lost; " + remains());
    }

    /** What there is of the guest here, while pages of it are elsewhere. */
    private String remains() {
        return Remains.atDestination(guest.faults().presence(), reception.fetch().attachment(), execution);
    }

    /** Ends the migration with nothing here. Once everything was confirmed that is no longer ours to decide. */
    private void fail(final String why) {
        switch (state) {
            case LISTENING, POPULATING, RECEIVING -> {
                control.say(control.encoder().abort(migrationId, why));
                saidLastWordAtNs = control.attendedNs(clock.nanoTime());
                enter(DestinationState.ABORTED, why);
            }
            case PREPARED -> enter(DestinationState.IN_DOUBT, why);
            case FETCHING -> sever(why);
            default -> reason = why;
        }
    }

    private void enter(final DestinationState next, final String detail) {
        if (!detail.isEmpty()) {
            reason = detail;
        }
        state = next;
        if (next == DestinationState.ABORTED && reception != null && guest == null) {
            // Nobody hosts it yet, so nobody else would give its memory back.
            reception.guest().memory().close();
        }
        listener.on(new MigrationEvent.DestinationEntered(clock.nanoTime(), next, detail));
    }

    @Override
    public String roleName() {
        return "migration-destination";
    }

    /**
     * Where the migration stands.
     *
     * @return state; may be asked from any thread
     */
    public DestinationState state() {
        return state;
    }

    /**
     * Why it stands there: what went wrong last, what there is of a guest that is in pieces, and for which pages its vCPUs
     * stand still.
     *
     * @return one line, or an empty text; may be asked from any thread
     */
    public String reason() {
        return state == DestinationState.SEVERED ? reason + Remains.standstills(guest.faults()) : reason;
    }

    /**
     * Whether the agent has nothing left to do. A destination that runs the guest goes on to answer the source until
     * that has fallen silent; one to which the last pages came afterwards, until the source has said that it knows, or
     * has been silent for as long as a source would greet: it may be waiting to be recovered.
     *
     * @return true when its thread may end; may be asked from any thread
     */
    public boolean isDone() {
        return done;
    }

    /**
     * Whether the way to the source is bad, as far as it can be seen from here: the link has failed, the source is silent,
     * or what it says shows that it does not hear this side.
     *
     * @return false where the link is well; may be asked from any thread
     */
    public boolean isCutOff() {
        return cutOff;
    }

    /** Whether pages are fetched, and no vCPU has fallen asleep that waits for one. */
    boolean isLeftToVcpus() {
        return state == DestinationState.FETCHING && !guest.faults().isAnybodyAsleep();
    }

    private boolean hasSaidAll(final long nowNs) {
        return switch (state) {
            case RUNNING -> hasFetched()
                    ? sourceKnows || control.silenceNs(nowNs) >= timings.connectTimeoutNs()
                    : control.silenceNs(nowNs) >= timings.peerTimeoutNs() || link.failure() != null;
            case ABORTED ->
                control.attendedNs(nowNs) - saidLastWordAtNs >= timings.peerTimeoutNs() || link.failure() != null;
            case DISCARDED -> true;
            default -> false;
        };
    }

    /**
     * The guest, once its memory is there. Whoever hosts it closes its memory, after its vCPUs' threads have ended.
     *
     * @return guest, or null; may be asked from any thread
     */
    public Guest guest() {
        return guest;
    }

    /**
     * What there is to say of the migration. To be asked once the agent's thread has ended.
     *
     * @return report
     */
    public DestinationReport report() {
        final Fetch fetch = reception == null ? null : reception.fetch();
        return new DestinationReport(state, reason, helloAtNs, readyAtNs, arrivedAtNs, preparedAtNs, resumedAtNs,
                completedAtNs,
                fetch == null ? 0 : fetch.arriving().pages(), fetch == null ? 0 : fetch.arriving().bytes(),
                fetch == null ? 0 : fetch.requests(), fetch == null ? 0 : fetch.attachment());
    }

    /**
     * The part of a duty cycle that brings what somebody stands still for, on his own thread. All that changes the
     * migration's state, or is told to a listener, is left to the agent.
     */
    private final class Hands extends FetchDuty {

        @Override
        protected void help(final long page) {
            if (failedHand != null || state != DestinationState.FETCHING) {
                return;
            }
            final Fetch fetch = reception.fetch();
            // To ask once more, where no answer comes, is up to the agent.
            if (!fetch.hasAskedFor(page) && fetch.request(control, clock.nanoTime()) > 0) {
                fetch.arriving().bringNear(page);
            }
            // One that was pushed before it was asked for is not sent again.
            if (fetch.receiveAnswers(link) > 0 || fetch.receivePushed(link, 1) > 0) {
                handsReceived = true;
                if (fetch.holdsEveryPage()) {
                    rouse();
                }
            }
        }

        @Override
        protected void failed(final RuntimeException failure) {
            failedHand = failure;
            rouse();
        }
    }

    /** What comes from the source. Every message may come late, or more than once. */
    private final class Ears implements ControlHandler {

        @Override
        public void onHello(final long id, final Greeting greeting) {
            if (state != DestinationState.LISTENING) {
                if (id == migrationId) {
                    control.heard(clock.nanoTime());
                } else {
                    control.tell(control.asides().helloReply(id, settings.clockDomain(),
                            "this destination has taken another guest already"));
                }
                return;
            }
            migrationId = id;
            helloAtNs = clock.nanoTime();
            control.heard(helloAtNs);
            if (greeting.clockDomain() == settings.clockDomain()) {
                control.peerClock().isOurs();
            }
            try {
                reception = Reception.of(id, greeting, settings, timings, clock, control.peerClock());
                enter(DestinationState.POPULATING, "");
            } catch (final RuntimeException e) {
                control.say(control.encoder().helloReply(id, settings.clockDomain(), e.getMessage()));
                saidLastWordAtNs = control.attendedNs(helloAtNs);
                enter(DestinationState.ABORTED, "refused: " + e.getMessage());
            }
        }

        @Override
        public void onHeartbeat(final long id, final long sentAtNs, final long echoSentAtNs, final long echoHeldNs) {
            if (isOurs(id)) {
                control.peerClock().onHeartbeat(sentAtNs, echoSentAtNs, echoHeldNs, clock.nanoTime());
            }
        }

        @Override
        public void onPrepare(final long id, final Announcement announced, final DirectBuffer buffer,
                final int offset, final int length) {
            if (isOurs(id) && state == DestinationState.RECEIVING && announcement == null) {
                execution = new UnsafeBuffer(new byte[length]);
                execution.putBytes(0, buffer, offset, length);
                announcement = announced;
                lastFrameAttendedNs = control.attendedNs(clock.nanoTime());
            }
        }

        @Override
        public void onCommit(final long id) {
            if (!isOurs(id)) {
                return;
            }
            if (state == DestinationState.PREPARED || state == DestinationState.IN_DOUBT) {
                run("");
            } else if (state == DestinationState.SEVERED) {
                // The source does not even know that it runs here.
                control.tell(control.asides().running(migrationId, resumedAtNs));
            } else if (state == DestinationState.RUNNING
                    && clock.nanoTime() - resumedAtNs >= timings.peerTimeoutNs()) {
                // It has been told for so long that the guest runs here, and still asks for it.
                sourceIsCut = true;
            }
        }

        @Override
        public void onAbort(final long id, final String why) {
            if (!isOurs(id)) {
                return;
            }
            switch (state) {
                case POPULATING, RECEIVING, PREPARED, IN_DOUBT -> {
                    control.say(control.encoder().aborted(id));
                    saidLastWordAtNs = control.attendedNs(clock.nanoTime());
                    enter(DestinationState.ABORTED, "the source ended the migration: " + why);
                }
                default -> {
                }
            }
        }

        @Override
        public void onSevered(final long id, final int attachment, final String why) {
            // One of an earlier attachment is late: the source has taken the migration up again since.
            if (!isOurs(id) || !state.ownsGuest() || attachment < reception.fetch().attachment()) {
                return;
            }
            if (state == DestinationState.FETCHING) {
                sever("the source gave the link up: " + why);
            } else if (state == DestinationState.RUNNING) {
                sourceIsCut = true;
            }
        }

        @Override
        public void onResume(final long id, final int attachment, final long fromPage) {
            if (!isOurs(id) || !state.fetches() || attachment < reception.fetch().attachment()
                    || fromPage < 0 || fromPage >= guest.memory().geometry().pages()) {
                return;
            }
            if (attachment > reception.fetch().attachment()) {
                reception.fetch().renew(attachment);
            }
            if (state == DestinationState.SEVERED) {
                control.say(control.encoder().running(migrationId, resumedAtNs));
                enter(DestinationState.FETCHING, "the source took the migration up again");
            }
            reception.fetch().tellPresence(control, fromPage);
        }

        @Override
        public void onDropped(final long id) {
            if (isOurs(id) && state == DestinationState.RUNNING) {
                control.sayNothing();
                sourceKnows = true;
            }
        }

        private boolean isOurs(final long id) {
            if (id != migrationId || id == 0) {
                return false;
            }
            control.heard(clock.nanoTime());
            return true;
        }
    }
}
