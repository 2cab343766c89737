package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationIdleStrategy;
import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.presence.FaultLog;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;

/** One migration as its destination sees it, on a thread of its own, up to the proof that nothing was lost. */
final class DestinationRun implements AutoCloseable {

    private final MigrationDestination destination;
    private final Thread thread;
    private volatile boolean concluded;
    private volatile RuntimeException failure;
    private volatile String description;
    private volatile VcpuThreads vcpus;

    /** Waits for a source from now on. */
    DestinationRun(final DestinationLink link) {
        destination = new MigrationDestination(
                new DestinationSettings(SourceRun.CLOCK_DOMAIN, 0, this::program,
                        name -> Plugins.CATALOG.create(PageEncoding.class, name),
                        guest -> vcpus = new VcpuThreads(guest)),
                link, MigrationTimings.DEFAULT, SystemNanoClock.INSTANCE, event -> {
                    // The report holds all that is asked for.
                });
        thread = Thread.ofPlatform().name("migration-destination").start(this::drive);
    }

    private GuestProgram program(final String text, final PageGeometry geometry, final int count) {
        description = text;
        return Plugins.WORKLOADS.create(text, geometry, count);
    }

    private void drive() {
        destination.onStart();
        try {
            Duty.cycle("the end of the migration at its destination", destination::doWork,
                    new DestinationIdleStrategy(destination), () -> concluded);
        } catch (final RuntimeException e) {
            failure = e;
        } finally {
            destination.onClose();
        }
    }

    /**
     * Ends the migration, which the source reports as completed; stops the guest and verifies it.
     *
     * @return how long its vCPUs waited for absent pages
     * @throws IllegalStateException when the guest does not run here, or is not what it would have been without a
     *                               migration
     */
    FaultTimes conclude() {
        try {
            end();
            verify();
            return faults();
        } finally {
            close();
        }
    }

    private void end() {
        concluded = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends whatever runs, and gives the guest up. */
    @Override
    public void close() {
        end();
        CloseHelper.closeAll(vcpus, destination.guest() == null ? null : destination.guest().memory());
    }

    private void verify() {
        if (failure != null) {
            throw failure;
        }
        final DestinationReport report = destination.report();
        if (report.state() != DestinationState.RUNNING) {
            throw new IllegalStateException("the destination is " + report.state() + ": " + report.reason());
        }
        final Guest guest = destination.guest();
        guest.requestPause();
        Duty.cycle("the guest's pause", () -> 0, guest::isPaused);
        final PageGeometry geometry = guest.memory().geometry();
        final List<VcpuOutcome> outcomes = guest.vcpus().stream().map(vcpu -> VcpuOutcome.of(vcpu.program()))
                .toList();
        final ReplayVerdict verdict = new Replay(program(description, geometry, outcomes.size()), geometry, outcomes)
                .compareWith(guest.memory());
        if (!verdict.verified()) {
            throw new IllegalStateException(verdict.toString());
        }
    }

    private FaultTimes faults() {
        return FaultTimes.of(all(FaultLog.Stage.ANSWERED), all(FaultLog.Stage.WAKE));
    }

    private Histogram all(final FaultLog.Stage stage) {
        final Histogram all = new Histogram(2);
        destination.guest().faults().ports().forEach(port -> all.add(port.log().stage(stage)));
        return all;
    }
}
