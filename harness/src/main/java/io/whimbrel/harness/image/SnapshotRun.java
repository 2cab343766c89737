package io.whimbrel.harness.image;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.snapshot.RollBack;
import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.scenario.GuestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes snapshots of a guest that runs, brings it back to them if asked to, and proves each, and the guest. */
public final class SnapshotRun {

    private final SnapshotPlan plan;
    private final GuestSettings settings;
    private final PluginCatalog catalog;
    private final Consumer<String> progress;

    /**
     * Prepares.
     *
     * @param plan     which snapshots
     * @param settings of which guest
     * @param catalog  where its plug-ins are found
     * @param progress is told in a line what is done next
     */
    public SnapshotRun(final SnapshotPlan plan, final GuestSettings settings, final PluginCatalog catalog,
            final Consumer<String> progress) {
        this.plan = plan;
        this.settings = settings;
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @return what was taken and found
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is no memory for a snapshot
     */
    public SnapshotOutcome run() {
        progress.accept("starting the guest");
        try (HostedGuest guest = HostedGuest.fresh(settings, catalog)) {
            guest.begin();
            rehearse(guest);
            final List<TakenSnapshot> taken = new ArrayList<>();
            for (int i = 1; i <= plan.count(); i++) {
                progress.accept("taking snapshot " + i + " of " + plan.count());
                guest.runFor(plan.everyNs());
                taken.add(take(guest));
            }
            guest.runFor(plan.everyNs());
            guest.pause();
            progress.accept("verifying the guest");
            return new SnapshotOutcome(taken, guest.proof());
        }
    }

    /** One that does not count, so that those that do need not wait for code to be loaded. */
    private void rehearse(final HostedGuest guest) {
        guest.runFor(plan.everyNs());
        try (SnapshotLife life = plan.kind().of(guest)) {
            life.take();
            life.keepFor(plan.everyNs());
            guest.pause();
            if (plan.rollBack()) {
                guest.carryOut(life.wayBack());
            }
        }
        guest.resume();
    }

    private TakenSnapshot take(final HostedGuest guest) {
        final TakenSnapshot taken;
        try (SnapshotLife life = plan.kind().of(guest)) {
            life.take();
            life.keepFor(plan.everyNs());
            guest.pause();
            taken = plan.rollBack() ? rolledBackTo(life, guest) : kept(life, guest);
        }
        guest.resume();
        return taken;
    }

    private static TakenSnapshot rolledBackTo(final SnapshotLife life, final HostedGuest guest) {
        // Going back is no part of what the snapshot has cost.
        final SnapshotReport report = life.report();
        final RollBack back = life.wayBack();
        guest.carryOut(back);
        final ReplayVerdict verdict = guest.atStandstill(guest::proof);
        return new TakenSnapshot(life.snapshot().state().guestTimeNs(), report, life.copyNs(), back.pauseNs(),
                back.pagesRestored(), verdict);
    }

    private static TakenSnapshot kept(final SnapshotLife life, final HostedGuest guest) {
        final SnapshotReport report = life.report();
        final ReplayVerdict verdict = guest.atStandstill(life::proof);
        return new TakenSnapshot(life.snapshot().state().guestTimeNs(), report, life.copyNs(), null, null, verdict);
    }
}
