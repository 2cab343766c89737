package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.migration.SourceImages;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The source's end from beginning to end: fills a guest, lets it run, migrates it, and where it stays here proves it.
 * Runs on the caller's thread; orders may come from any.
 */
public final class SourceRun {

    private static final long POPULATE_STEP_BYTES = 64 << 20;

    private final Variant variant;
    private final PluginCatalog catalog;
    private final EndListener listener;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private volatile MigrationSource source;
    private volatile Links<SourceEnd> links;
    private volatile boolean cancelled;

    /**
     * Prepares a run.
     *
     * @param variant  what to run
     * @param catalog  where its plug-ins are found
     * @param listener is told how it gets on
     */
    public SourceRun(final Variant variant, final PluginCatalog catalog, final EndListener listener) {
        this.variant = variant;
        this.catalog = catalog;
        this.listener = listener;
    }

    /**
     * Runs it.
     *
     * @param address where the destination listens
     * @param driver  where the media driver is, or is to be
     * @return how it went
     * @throws IllegalArgumentException in one line, when something that was asked for cannot be had
     * @throws EndFailedException       when the guest or the migration has failed in a way that proves nothing
     */
    public SourceOutcome run(final String address, final DriverPlace driver) {
        final PageGeometry geometry = variant.guest().geometry();
        final GuestProgram program = program(geometry);
        try (GuestMemory memory = new GuestMemory(geometry)) {
            listener.stage(Stage.FILLING, "");
            populate(memory);
            program.fill(memory);
            listener.stage(Stage.REHEARSING, "");
            new Rehearsal(catalog, variant, driver).run();
            final Transport transport = catalog.create(Transport.class, variant.link().transport());
            try (ImageStore images = ScratchImages.beside(driver);
                    BootImage boot = new BootImage(() -> program(geometry), geometry);
                    Links<SourceEnd> opened = new Links<>(transport.connect(address, driver),
                            () -> transport.connect(address, driver), clock)) {
                checkFrames(opened.current());
                links = opened;
                return migrate(memory, program, new SourceImages(images, boot), opened.current());
            }
        }
    }

    private GuestProgram program(final PageGeometry geometry) {
        final GuestProgram program = new WorkloadFactory(catalog).create(variant.guest().spec(), geometry,
                variant.guest().vcpus());
        if (!program.needsContents()) {
            throw new UnusableInputException("guest.content: " + variant.guest().spec().content()
                    + " is for virtual time: run it with --virtual, or choose zero, text or random");
        }
        return program;
    }

    private static void populate(final GuestMemory memory) {
        final long bytes = memory.geometry().memoryBytes();
        for (long at = 0; at < bytes; at += POPULATE_STEP_BYTES) {
            memory.populate(at, Math.min(POPULATE_STEP_BYTES, bytes - at));
        }
    }

    private void checkFrames(final SourceEnd link) {
        final int needed = Wire.BATCH_HEADER_LENGTH + Wire.entryLength(variant.guest().geometry().pageBytes());
        if (!variant.link().splitPages() && link.data().maxFrameLength() < needed) {
            throw new UnusableInputException("link.split-pages: a page of "
                    + Quantities.formatBytes(variant.guest().geometry().pageBytes()) + " takes a frame of " + needed
                    + " B, and those of " + variant.link().transport() + " hold " + link.data().maxFrameLength()
                    + " B; make its mtu larger, or allow pages to be split");
        }
    }

    private SourceOutcome migrate(final GuestMemory memory, final GuestProgram program, final SourceImages images,
            final SourceEnd link) {
        final TrackerFactory trackers = catalog.create(TrackerFactory.class, variant.guest().tracker());
        final DirtyTracker tracker = trackers.create(memory.geometry().pages(), variant.guest().vcpus());
        final Guest guest = Guest.tracked(memory, program, tracker, clock);
        final MigrationSource agent = new MigrationSource(
                new MigrationIdentity(ThreadLocalRandom.current().nextLong() | 1, ClockDomain.ofThisProcess(),
                        variant.migration().encoding(), variant.guest().spec().toString()),
                guest, images, tracker, catalog.create(MigrationStrategy.class, variant.migration().strategy()),
                PolicySet.of(variant.migration(), variant.link().bandwidthBytesPerSecond(), catalog), link,
                PolicySet.timings(variant.migration()), clock, listener::event);
        source = agent;
        final GuestFindings findings;
        try (Crew crew = new Crew()) {
            crew.run(guest);
            guest.start();
            runBefore(guest, crew);
            migrate(agent, crew);
            guest.requestPause();
            crew.await(guest::isPaused);
            findings = agent.state().ownsGuest()
                    ? GuestFindings.ended(guest, variant.phases().warmUpNs(), clock.nanoTime())
                    : GuestFindings.handedOver(guest, variant.phases().warmUpNs(), clock.nanoTime());
        }
        return new SourceOutcome(agent.report(), findings, links.findings(),
                agent.state().ownsGuest() ? verify(guest) : null);
    }

    private void migrate(final MigrationSource agent, final Crew crew) {
        listener.stage(Stage.MIGRATING, "");
        listener.progress(agent.progress());
        crew.run(agent);
        if (cancelled) {
            agent.cancel();
        }
        agent.start();
        crew.await(agent::isDone);
        if (agent.state().ownsGuest()) {
            listener.stage(Stage.MEASURING_AFTER, "");
            runFor(variant.phases().afterNs(), crew);
        }
    }

    private ReplayVerdict verify(final Guest guest) {
        listener.stage(Stage.VERIFYING, "");
        return Proof.of(guest, program(guest.memory().geometry()));
    }

    private void runBefore(final Guest guest, final Crew crew) {
        listener.stage(Stage.WARMING_UP, "");
        guest.phases().beforeFrom(variant.phases().warmUpNs());
        runFor(variant.phases().warmUpNs(), crew);
        listener.stage(Stage.MEASURING_BEFORE, "");
        runFor(variant.phases().beforeNs(), crew);
    }

    private void runFor(final long ns, final Crew crew) {
        final long until = clock.nanoTime() + ns;
        crew.await(() -> clock.nanoTime() - until >= 0);
    }

    /**
     * Whether the guest goes page by page, and so in part before it is paused.
     *
     * @return false for one that goes as an image
     */
    public boolean sendsPages() {
        return !catalog.create(MigrationStrategy.class, variant.migration().strategy()).form().isImage();
    }

    /** Orders the migration to end with the guest here. Past the point of no return it changes nothing. */
    public void cancel() {
        cancelled = true;
        final MigrationSource agent = source;
        if (agent != null) {
            agent.cancel();
        }
    }

    /** Orders the guest to be paused now and what remains to be sent, whatever the policies think. */
    public void switchNow() {
        final MigrationSource agent = source;
        if (agent != null) {
            agent.switchNow();
        }
    }

    /** Orders the guest to be handed over now, and what remains to follow on demand and in between. */
    public void goPostCopy() {
        final MigrationSource agent = source;
        if (agent != null) {
            agent.goPostCopy();
        }
    }

    /** Takes up a migration that was cut, over another link to where the destination listened. */
    public void recover() {
        final MigrationSource agent = source;
        if (agent != null) {
            agent.recover(links::renew);
        }
    }

    /** Settles a migration that is in doubt: the guest runs on here. */
    public void recoverByRunning() {
        final MigrationSource agent = source;
        if (agent != null) {
            agent.recoverByRunning();
        }
    }

    /** Settles a migration that is in doubt: the guest is dropped here. */
    public void recoverByDiscarding() {
        final MigrationSource agent = source;
        if (agent != null) {
            agent.recoverByDiscarding();
        }
    }

    /**
     * Where the migration stands.
     *
     * @return state; may be asked from any thread
     */
    public SourceState state() {
        final MigrationSource agent = source;
        return agent == null ? SourceState.IDLE : agent.state();
    }

    /**
     * Why it stands there, and what is left of a guest that is in pieces.
     *
     * @return one line, or an empty text; may be asked from any thread
     */
    public String detail() {
        final MigrationSource agent = source;
        return agent == null ? "" : agent.reason();
    }
}
