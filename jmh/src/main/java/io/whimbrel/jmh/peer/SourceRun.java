package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.migration.SourceIdleStrategy;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.tracking.DirtyTracker;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;

/** A guest that runs, and its migration away from here. */
public final class SourceRun implements AutoCloseable {

    /** Both ends read one clock: they are on one machine. */
    static final long CLOCK_DOMAIN = 1;

    private final GuestMemory memory;
    private final Guest guest;
    private final VcpuThreads threads;
    private final MigrationSource source;

    /**
     * Fills a guest's memory and gives it threads; it is paused as yet.
     *
     * @param what the guest
     * @param how  its migration
     * @param link to the destination
     */
    public SourceRun(final GuestPlan what, final MigrationPlan how, final SourceLink link) {
        memory = what.fill();
        final DirtyTracker tracker = how.trackers().create(what.geometry().pages(), what.vcpus());
        guest = Guest.tracked(memory, what.program(), tracker, SystemNanoClock.INSTANCE);
        threads = new VcpuThreads(guest);
        final long migrationId = ThreadLocalRandom.current().nextLong() | 1;
        source = new MigrationSource(new MigrationIdentity(migrationId, CLOCK_DOMAIN, how.encoding(), what.spec()),
                guest, tracker, how.newStrategy(), how.newPolicies(), link, MigrationTimings.DEFAULT,
                SystemNanoClock.INSTANCE, event -> {
                    // The report holds all that is asked for.
                });
    }

    /** Starts the guest. */
    public void start() {
        guest.start();
    }

    /**
     * Migrates the guest on the calling thread.
     *
     * @return the source's report
     * @throws IllegalStateException when the guest does not run at the destination then
     */
    public SourceReport migrate() {
        source.start();
        Duty.cycle("the end of the migration", source::doWork, new SourceIdleStrategy(source), source::isDone);
        final SourceReport report = source.report();
        if (report.state() != SourceState.COMPLETED) {
            throw new IllegalStateException("the migration ended as " + report.state() + ": " + report.reason());
        }
        return report;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(threads, memory);
    }
}
