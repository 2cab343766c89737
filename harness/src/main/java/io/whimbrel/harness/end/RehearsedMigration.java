package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.MemoryImages;
import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.SourceLink;
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
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/** One migration of a {@link Rehearsal}: source, destination and vCPUs take turns on the calling thread. */
final class RehearsedMigration implements Stall {

    private static final long CLOCK_DOMAIN = 1;
    /** Low enough to hold something up now and then, so that the code that obeys a cap is compiled too. */
    private static final long CAP_BYTES_PER_SECOND = 128 << 20;
    private static final MigrationTimings TIMINGS = new MigrationTimings(
            MigrationTimings.DEFAULT.heartbeatIntervalNs(), TimeUnit.SECONDS.toNanos(10),
            MigrationTimings.DEFAULT.connectTimeoutNs(), Long.MAX_VALUE);

    private final PluginCatalog catalog;
    private final Variant variant;
    private final RehearsedGuest what;
    private final NanoClock clock;
    private final IdleStrategy idle;
    private MigrationSource source;
    private MigrationDestination destination;
    private Guest hosted;

    RehearsedMigration(final PluginCatalog catalog, final Variant variant, final RehearsedGuest what,
            final NanoClock clock, final IdleStrategy idle) {
        this.catalog = catalog;
        this.variant = variant;
        this.what = what;
        this.clock = clock;
        this.idle = idle;
    }

    /**
     * Runs it.
     *
     * @return false when it was not over in time, or the thread was interrupted
     */
    boolean run(final long migrationId, final SourceLink here, final DestinationLink there, final long deadlineNs) {
        final WorkloadFactory workloads = new WorkloadFactory(catalog);
        final PageGeometry geometry = what.geometry();
        final GuestProgram program = workloads.create(what.description(), geometry, 1);
        final DirtyTracker tracker = catalog.create(TrackerFactory.class, variant.guest().tracker())
                .create(geometry.pages(), 1);
        final long cap = variant.link().bandwidthBytesPerSecond() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : CAP_BYTES_PER_SECOND;
        try (GuestMemory memory = new GuestMemory(geometry);
                ImageStore images = new MemoryImages();
                BootImage boot = new BootImage(() -> program, geometry)) {
            program.fill(memory);
            final Guest guest = Guest.tracked(memory, program, tracker, clock);
            destination = new MigrationDestination(
                    new DestinationSettings(CLOCK_DOMAIN, 0, workloads,
                            reference -> catalog.create(PageEncoding.class, reference), this::host, images),
                    there, TIMINGS, clock, event -> {});
            source = new MigrationSource(
                    new MigrationIdentity(migrationId, CLOCK_DOMAIN, variant.migration().encoding(),
                            what.description()),
                    guest, new SourceImages(images, boot), tracker,
                    catalog.create(MigrationStrategy.class, variant.migration().strategy()),
                    PolicySet.rehearsing(variant.migration(), cap, geometry.pages(), catalog), here, TIMINGS, clock,
                    event -> {});
            guest.start();
            source.start();
            return play(guest, deadlineNs);
        } finally {
            if (hosted != null) {
                hosted.memory().close();
            }
        }
    }

    private void host(final Guest guest) {
        hosted = guest;
        guest.faults().ports().forEach(port -> port.stallBy(this));
    }

    private boolean play(final Guest guest, final long deadlineNs) {
        while (source.state() != SourceState.COMPLETED || destination.state() != DestinationState.RUNNING) {
            if (source.state() == SourceState.FAILED || source.state() == SourceState.SEVERED
                    || clock.nanoTime() > deadlineNs || Thread.currentThread().isInterrupted()) {
                return false;
            }
            idle.idle(agents() + vcpus(guest) + (hosted == null ? 0 : vcpus(hosted)));
        }
        return true;
    }

    private int agents() {
        return source.doWork() + destination.doWork();
    }

    private static int vcpus(final Guest guest) {
        int work = 0;
        for (final Vcpu vcpu : guest.vcpus()) {
            work += vcpu.doWork();
        }
        return work;
    }

    /** A vCPU of the migrated guest has the agents take their turns meanwhile. */
    @Override
    public void until(final Presence presence, final long page) {
        while (!presence.isPresent(page)) {
            // What a vCPU does that stands still in a thread of its own is to be compiled as well.
            hosted.faults().fetcher().lendHand(page);
            idle.idle(agents());
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
