package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.MigrationListener;
import io.whimbrel.engine.protocol.ControlHandler;
import io.whimbrel.engine.protocol.Greeting;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * migration. The agent is driven by one thread; orders and queries may come from any.
 */
public final class MigrationDestination implements Agent {

    private static final int FRAMES_PER_CYCLE = 16;

    private final DestinationSettings settings;
    private final DestinationLink link;
    private final MigrationTimings timings;
    private final NanoClock clock;
    private final MigrationListener listener;
    private final ControlChannel control;
    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();

    private volatile DestinationState state = DestinationState.LISTENING;
    private volatile Guest guest;
    private volatile String reason = "";
    private volatile boolean done;
    private Reception reception;
    private long migrationId;
    private Announcement announcement;
    private long helloAtNs;
    private long readyAtNs;
    private long preparedAtNs;
    private long resumedAtNs;
    private long saidLastWordAtNs;

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

    /** Settles a migration that is in doubt: the paused guest is dropped here. */
    public void recoverByDiscarding() {
        orders.add(Order.RECOVER_DISCARD);
    }

    @Override
    public int doWork() {
        // Silence is judged by the time before the inbox is read: what lies in it unread is no silence.
        final long nowNs = clock.nanoTime();
        int work = 0;
        try {
            work += link.doWork();
            work += control.doWork(migrationId, nowNs);
            // After the inbox: what the peer has said may have made an order needless.
            work += carryOutOrders();
            work += step();
            watch(nowNs);
        } catch (final RuntimeException e) {
            fail("the destination failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        done = hasSaidAll(nowNs);
        return work;
    }

    private int carryOutOrders() {
        final Order order = orders.poll();
        if (order == null) {
            return 0;
        }
        if (state == DestinationState.IN_DOUBT && order == Order.RECOVER_RUN) {
            run("an operator ordered the guest to run here");
        } else if (state == DestinationState.IN_DOUBT && order == Order.RECOVER_DISCARD) {
            control.say(control.encoder().abort(migrationId, "an operator ordered the guest to be dropped"));
            enter(DestinationState.DISCARDED, "an operator ordered the guest to be dropped here");
        }
        return 1;
    }

    private int step() {
        return switch (state) {
            case POPULATING -> populate();
            case RECEIVING -> receive();
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

    private int receive() {
        final int frames = link.data().poll(reception.receiver(), FRAMES_PER_CYCLE);
        if (frames > 0) {
            control.heard(clock.nanoTime());
        }
        if (announcement == null || reception.receiver().batches() < announcement.batches) {
            return frames;
        }
        check(announcement, reception.receiver());
        guest.loadState(announcement.execution, 0, announcement.execution.capacity());
        guest.startedAt(control.peerClock().toOurs(announcement.guestStartNs));
        guest.phases().duringFrom(announcement.measureFromNs);
        preparedAtNs = clock.nanoTime();
        control.say(control.encoder().prepared(migrationId, reception.receiver().pages(),
                reception.receiver().digest()));
        enter(DestinationState.PREPARED, "");
        return frames + 1;
    }

    private static void check(final Announcement announced, final PageReceiver received) {
        if (received.batches() != announced.batches || received.pages() != announced.pages
                || received.digest() != announced.digest) {
            throw new IllegalStateException(received.batches() + " batches with " + received.pages()
                    + " pages and digest " + Long.toHexString(received.digest()) + " were applied, "
                    + announced.batches + " with " + announced.pages + " and " + Long.toHexString(announced.digest)
                    + " were sent");
        }
        if (!received.holdsEveryPage()) {
            throw new IllegalStateException(received.missingPages() + " pages of the guest never came");
        }
    }

    private void run(final String detail) {
        final long nowNs = clock.nanoTime();
        resumedAtNs = nowNs;
        guest.phases().afterFrom(nowNs - guest.startNs());
        guest.resume();
        enter(DestinationState.RUNNING, detail);
        control.say(control.encoder().running(migrationId, resumedAtNs));
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
            default -> {
            }
        }
    }

    /** Ends the migration with nothing here. Once everything was confirmed that is no longer ours to decide. */
    private void fail(final String why) {
        switch (state) {
            case LISTENING, POPULATING, RECEIVING -> {
                control.say(control.encoder().abort(migrationId, why));
                saidLastWordAtNs = clock.nanoTime();
                enter(DestinationState.ABORTED, why);
            }
            case PREPARED -> enter(DestinationState.IN_DOUBT, why);
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
     * Whether the agent has nothing left to do. A destination that runs the guest goes on to answer the source until
     * that has fallen silent.
     *
     * @return true when its thread may end; may be asked from any thread
     */
    public boolean isDone() {
        return done;
    }

    private boolean hasSaidAll(final long nowNs) {
        return switch (state) {
            case RUNNING -> control.silenceNs(nowNs) >= timings.peerTimeoutNs() || link.failure() != null;
            case ABORTED -> nowNs - saidLastWordAtNs >= timings.peerTimeoutNs() || link.failure() != null;
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
        final PageReceiver receiver = reception == null ? null : reception.receiver();
        return new DestinationReport(state, reason, helloAtNs, readyAtNs, preparedAtNs, resumedAtNs,
                receiver == null ? 0 : receiver.batches(), receiver == null ? 0 : receiver.pages(),
                receiver == null ? 0 : receiver.bytes());
    }

    /** What the source announced: all that it has sent, and the execution state. */
    private record Announcement(long batches, long pages, long digest, long guestStartNs, long measureFromNs,
            UnsafeBuffer execution) {}

    /** What comes from the source. Every message may come late, or more than once. */
    private final class Ears implements ControlHandler {

        @Override
        public void onHello(final long id, final Greeting greeting) {
            if (state != DestinationState.LISTENING) {
                if (id == migrationId) {
                    control.heard(clock.nanoTime());
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
                reception = Reception.of(id, greeting, settings, clock);
                enter(DestinationState.POPULATING, "");
            } catch (final RuntimeException e) {
                control.say(control.encoder().helloReply(id, settings.clockDomain(), e.getMessage()));
                saidLastWordAtNs = helloAtNs;
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
        public void onPrepare(final long id, final long batches, final long pages, final long digest,
                final long guestStartNs, final long measureFromNs, final DirectBuffer buffer, final int offset,
                final int length) {
            if (isOurs(id) && state == DestinationState.RECEIVING && announcement == null) {
                final UnsafeBuffer execution = new UnsafeBuffer(new byte[length]);
                execution.putBytes(0, buffer, offset, length);
                announcement = new Announcement(batches, pages, digest, guestStartNs, measureFromNs, execution);
            }
        }

        @Override
        public void onCommit(final long id) {
            if (isOurs(id) && (state == DestinationState.PREPARED || state == DestinationState.IN_DOUBT)) {
                run("");
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
                    saidLastWordAtNs = clock.nanoTime();
                    enter(DestinationState.ABORTED, "the source ended the migration: " + why);
                }
                default -> {
                }
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
