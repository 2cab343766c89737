package io.whimbrel.harness.run;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.harness.profile.ZeroPages;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.optimum.AccessHistory;
import io.whimbrel.results.optimum.PostcopyOptimum;
import io.whimbrel.results.optimum.PrecopyOptimum;
import io.whimbrel.results.optimum.Regret;
import io.whimbrel.results.record.PostcopyRecord;
import io.whimbrel.results.record.RegretRecord;
import io.whimbrel.workloads.WorkloadFactory;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Judges a migration by what its guest wrote, which is known once it is over: the guest's operations are executed once
 * more, and each write counts as done when its operation was meant to start. So a throttled guest is judged by the
 * writes that it would have done, and one whose operations came late by earlier ones; the virtual machine that is judged
 * is not disturbed.
 *
 * <p>A guest that ran at the destination before its pages were there is judged by how long it stood still for them.
 *
 * <p>The link is taken to be as fast as the lowest of its cap, the most that the rate policy allows, and its model; where
 * there is none of them, as the first round has been, or, if the guest was paused in that already, as the push has been.
 * A modelled link whose bandwidth changes, or that loses frames by chance, is none of these, nor is one over which nothing
 * went in either: there is no regret then.
 */
public final class Hindsight {

    private static final double NS_PER_S = 1e9;

    private final PluginCatalog catalog;

    /**
     * Judges.
     *
     * @param catalog where plug-ins are found
     */
    public Hindsight(final PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What a migration cost beyond the clairvoyant optimum.
     *
     * @param variant what was run
     * @param pair    how it went
     * @return the regret, or null when it did not complete, when the guest went as an image, or the link is such that the
     *     optimum is not known
     */
    public RegretRecord regret(final Variant variant, final Pair pair) {
        if (pair.source() == null || pair.source().migration().state() != SourceState.COMPLETED
                || pair.source().migration().image() != null
                || pair.simulated() != null && !pair.simulated().isSteady()) {
            return null;
        }
        final SourceReport report = pair.source().migration();
        final double bytesPerSecond = bytesPerSecond(variant, pair);
        if (!(bytesPerSecond > 0 && bytesPerSecond < Double.POSITIVE_INFINITY)) {
            return null;
        }
        final GuestProgram program = new WorkloadFactory(catalog).create(variant.guest().spec(),
                variant.guest().geometry(), variant.guest().vcpus());
        final double batchesPerPage = (double) report.batches() / report.pagesSent();
        final double linkBytes = batchesPerPage * (pair.simulated() == null ? 0 : pair.simulated().frameHeaderBytes());
        final double headerBytes = Wire.ENTRY_HEADER_LENGTH + batchesPerPage * Wire.BATCH_HEADER_LENGTH + linkBytes;
        final double pageBytes = headerBytes + variant.guest().geometry().pageBytes();
        final HierarchicalBitmap zero = ZeroPages.elidedAtFirst(program, variant.guest().geometry(),
                variant.migration().encoding());
        final double pageNs = pageBytes * NS_PER_S / bytesPerSecond;
        final double headerNs = headerBytes * NS_PER_S / bytesPerSecond;
        final AccessHistory writes = writes(program, variant, report, zero);
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, report.liveAtNs(), pageNs, zero, headerNs);
        // What the link adds takes its time, and is not among the bytes that are counted.
        final long leastBytes = (long) (optimum.busyNs(report.pauseRequestedAtNs()) * bytesPerSecond / NS_PER_S
                - linkBytes * variant.guest().geometry().pages());
        final Regret regret = Regret.of(optimum, report.pauseRequestedAtNs(), report.downtimeNs(),
                report.completedAtNs() - report.liveAtNs(), report.bytesSent(), leastBytes);
        if (report.push() == null) {
            return new RegretRecord(report.downtimeNs() - regret.downtimeNs(), regret.downtimeNs(),
                    regret.timingNs(), null, null, regret.bytes(), regret.timeNs(), bytesPerSecond);
        }
        final PostcopyRecord postcopy = PostcopyRecords.of(pair);
        final Long stallNs = leastStallNs(program, variant, report, zero, pageNs, headerNs);
        return new RegretRecord(null, null, null, stallNs,
                stallNs == null || postcopy == null ? null : postcopy.stallNs() - stallNs,
                regret.bytes(), regret.timeNs(), bytesPerSecond);
    }

    /** Null where pages were sent before the pause and some were out of date: it is not known here which. */
    private static Long leastStallNs(final GuestProgram program, final Variant variant, final SourceReport report,
            final HierarchicalBitmap zero, final double pageNs, final double headerNs) {
        if (report.push().absentPages() == 0) {
            return 0L;
        }
        if (!report.rounds().stream().allMatch(RoundRecord::paused)) {
            return null;
        }
        final AccessHistory accesses = new AccessHistory(variant.guest().geometry().pages());
        final long pauseNs = report.pauseRequestedAtNs() - report.guestStartedAtNs();
        final long resumedNs = report.resumedAtNs() - report.guestStartedAtNs();
        new TraceRecorder(program, variant.guest().geometry(), SystemNanoClock.INSTANCE)
                .recordFor(report.completedAtNs() - report.guestStartedAtNs(),
                        (timeNs, vcpu, page, write, bytesChanged) -> {
                            if (timeNs > pauseNs) {
                                // What fell due while it was paused is done as soon as it runs.
                                accesses.add(Math.max(timeNs, resumedNs + 1), page);
                            } else if (write) {
                                zero.remove(page);
                            }
                        });
        final PostcopyOptimum optimum = new PostcopyOptimum(accesses, pageNs, zero, headerNs);
        final long firstPages = report.rounds().getFirst().pagesSent();
        // Of several vCPUs only this is certain: one of them stands still for as long as the first formula says.
        final double stallNs = variant.guest().vcpus() == 1
                ? optimum.openLoopStallNs(resumedNs, firstPages)
                : optimum.stallNs(resumedNs, firstPages);
        return Math.round(stallNs);
    }

    /** 0, infinite or not a number where it is not known. */
    private double bytesPerSecond(final Variant variant, final Pair pair) {
        final long steady = pair.simulated() == null ? Long.MAX_VALUE : pair.simulated().steadyBytesPerSecond();
        final long policy = catalog.create(RatePolicy.class, variant.migration().rate()).maximumBytesPerSecond();
        final long cap = Math.min(Math.min(variant.link().bandwidthBytesPerSecond(), policy), steady);
        return cap != Long.MAX_VALUE ? cap : reachedBytesPerSecond(pair.source().migration());
    }

    private static double reachedBytesPerSecond(final SourceReport report) {
        final RoundRecord first = report.rounds().getFirst();
        // A round of a paused guest may hold few pages or none, and all of them may lie in the link's queue.
        return first.paused() && report.push() != null && report.push().absentPages() > 0
                ? report.push().bytesSent() * NS_PER_S / (report.completedAtNs() - report.releasedAtNs())
                : first.bytesSent() * NS_PER_S / Math.max(1, first.durationNs());
    }

    /** Executes the guest up to the pause. What was written before the migration is no zero page, and counts no more. */
    private static AccessHistory writes(final GuestProgram program, final Variant variant, final SourceReport report,
            final HierarchicalBitmap zero) {
        final AccessHistory writes = new AccessHistory(variant.guest().geometry().pages());
        final long liveNs = report.liveAtNs() - report.guestStartedAtNs();
        new TraceRecorder(program, variant.guest().geometry(), SystemNanoClock.INSTANCE)
                .recordFor(report.pauseRequestedAtNs() - report.guestStartedAtNs() + 1,
                        (timeNs, vcpu, page, write, bytesChanged) -> {
                            if (write && timeNs <= liveNs) {
                                zero.remove(page);
                            } else if (write) {
                                writes.add(report.guestStartedAtNs() + timeNs, page);
                            }
                        });
        return writes;
    }
}
