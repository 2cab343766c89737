package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.MemoryImages;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.migration.SourceImages;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.presence.Stall;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.harness.scenario.MigrationSettings;
import io.whimbrel.workloads.WorkloadFactory;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Migrates a small guest within this process, again and again, so that the measured migration runs code that the JVM
 * has loaded and compiled: without it, a downtime of a millisecond would be ten of interpretation. Source, link,
 * destination and vCPUs take turns on the calling thread.
 */
final class Rehearsal {

    private static final PageGeometry GEOMETRY = new PageGeometry(8 << 20, 4096);
    private static final String GUEST = "workload=kv(mix=a);rate=200000/s";
    private static final int FRAME_BYTES = 65_472;
    private static final long CLOCK_DOMAIN = 1;

    private final PluginCatalog catalog;
    private final MigrationSettings settings;
    private final String trackerReference;
    private final NanoClock clock = SystemNanoClock.INSTANCE;

    Rehearsal(final PluginCatalog catalog, final MigrationSettings settings, final String trackerReference) {
        this.catalog = catalog;
        this.settings = settings;
        this.trackerReference = trackerReference;
    }

    /** Rehearses for so long, and to the end of a migration once begun. */
    void runFor(final long ns) {
        final long untilNs = clock.nanoTime() + ns;
        for (long migration = 1; clock.nanoTime() < untilNs; migration++) {
            migrate(migration, ns);
        }
    }

    private void migrate(final long migrationId, final long patienceNs) {
        final GuestProgram program = new WorkloadFactory(catalog).create(GUEST, GEOMETRY, 1);
        final TrackerFactory trackers = catalog.create(TrackerFactory.class, trackerReference);
        final DirtyTracker tracker = trackers.create(GEOMETRY.pages(), 1);
        final InMemoryLink link = InMemoryLink.open(FRAME_BYTES, 8 * FRAME_BYTES);
        final Stage stage = new Stage();
        try (GuestMemory memory = new GuestMemory(GEOMETRY);
                ImageStore images = new MemoryImages();
                BootImage boot = new BootImage(() -> program, GEOMETRY)) {
            program.fill(memory);
            final Guest guest = Guest.tracked(memory, program, tracker, clock);
            final MigrationDestination destination = new MigrationDestination(
                    new DestinationSettings(CLOCK_DOMAIN, 0, new WorkloadFactory(catalog),
                            reference -> catalog.create(PageEncoding.class, reference), stage::host, images),
                    link.destination(), MigrationTimings.DEFAULT, clock, event -> {});
            final MigrationSource source = new MigrationSource(
                    new MigrationIdentity(migrationId, CLOCK_DOMAIN, settings.encoding(), GUEST), guest,
                    new SourceImages(images, boot), tracker,
                    catalog.create(MigrationStrategy.class, settings.strategy()),
                    PolicySet.of(settings, Long.MAX_VALUE, catalog), link.source(), MigrationTimings.DEFAULT, clock,
                    event -> {});
            stage.source = source;
            stage.destination = destination;
            guest.start();
            source.start();
            play(stage, guest, source, destination, patienceNs);
        } finally {
            if (stage.hosted != null) {
                stage.hosted.memory().close();
            }
        }
    }

    private void play(final Stage stage, final Guest guest, final MigrationSource source,
            final MigrationDestination destination, final long patienceNs) {
        // A guest that never converges here would hold the real one up.
        final long deadline = clock.nanoTime() + patienceNs;
        while (source.state() != SourceState.COMPLETED || destination.state() != DestinationState.RUNNING) {
            source.doWork();
            destination.doWork();
            guest.vcpus().forEach(Vcpu::doWork);
            if (stage.hosted != null) {
                stage.hosted.vcpus().forEach(Vcpu::doWork);
            }
            if (source.state() == SourceState.FAILED || clock.nanoTime() > deadline) {
                return;
            }
        }
    }

    /** Where the migrated guest appears. A vCPU of it that stalls has the agents take their turns meanwhile. */
    private static final class Stage implements Stall {
        private MigrationSource source;
        private MigrationDestination destination;
        private Guest hosted;

        void host(final Guest guest) {
            hosted = guest;
            guest.faults().ports().forEach(port -> port.stallBy(this));
        }

        @Override
        public void until(final Presence presence, final long page) {
            while (!presence.isPresent(page)) {
                source.doWork();
                destination.doWork();
                if (destination.state() == DestinationState.SEVERED) {
                    throw new IllegalStateException("the rehearsal failed: " + destination.report().reason());
                }
            }
        }

        @Override
        public void wake() {
            // Nobody sleeps.
        }
    }
}
