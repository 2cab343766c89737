package io.whimbrel.harness.run;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.optimum.AccessHistory;
import io.whimbrel.results.optimum.PrecopyOptimum;
import io.whimbrel.results.optimum.Regret;
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
 * <p>The link is taken to be as fast as its cap, or as its model; where there is neither, as the first round has been.
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
     * @return the regret, or null when it did not complete
     */
    public RegretRecord regret(final Variant variant, final Pair pair) {
        if (pair.source() == null || pair.source().migration().state() != SourceState.COMPLETED) {
            return null;
        }
        final SourceReport report = pair.source().migration();
        final PageGeometry geometry = variant.guest().geometry();
        final double bytesPerSecond = bytesPerSecond(variant, pair);
        final double pageBytes = wirePageBytes(geometry, report);
        final PrecopyOptimum optimum = new PrecopyOptimum(writes(variant, report), report.liveAtNs(),
                pageBytes * NS_PER_S / bytesPerSecond);
        final Regret regret = Regret.of(optimum, report.pauseRequestedAtNs(), report.downtimeNs(),
                report.completedAtNs() - report.liveAtNs(), report.bytesSent(),
                (long) (geometry.pages() * pageBytes));
        return new RegretRecord(report.downtimeNs() - regret.downtimeNs(), regret.downtimeNs(), regret.timingNs(),
                regret.bytes(), regret.timeNs(), bytesPerSecond);
    }

    private static double bytesPerSecond(final Variant variant, final Pair pair) {
        final long steady = pair.simulated() == null || pair.simulated().steadyBytesPerSecond() == 0
                ? Long.MAX_VALUE
                : pair.simulated().steadyBytesPerSecond();
        final long cap = Math.min(variant.link().bandwidthBytesPerSecond(), steady);
        final RoundRecord first = pair.source().migration().rounds().getFirst();
        return cap != Long.MAX_VALUE ? cap : first.bytesSent() * NS_PER_S / Math.max(1, first.durationNs());
    }

    /** What a page costs on the wire, with its part of the frames' headers; the zero pages of the first round cost next to nothing. */
    private static double wirePageBytes(final PageGeometry geometry, final SourceReport report) {
        final double batchesPerPage = (double) report.batches() / report.pagesSent();
        final double zeroShare = (double) report.rounds().getFirst().zeroPages() / geometry.pages();
        return Wire.ENTRY_HEADER_LENGTH + batchesPerPage * Wire.BATCH_HEADER_LENGTH
                + (1 - zeroShare) * geometry.pageBytes();
    }

    private AccessHistory writes(final Variant variant, final SourceReport report) {
        final GuestProgram program = new WorkloadFactory(catalog).create(variant.guest().spec(),
                variant.guest().geometry(), variant.guest().vcpus());
        final AccessHistory writes = new AccessHistory(variant.guest().geometry().pages());
        new TraceRecorder(program, variant.guest().geometry(), SystemNanoClock.INSTANCE)
                .recordFor(report.pauseRequestedAtNs() - report.guestStartedAtNs() + 1,
                        (timeNs, vcpu, page, write, bytesChanged) -> {
                            if (write) {
                                writes.add(report.guestStartedAtNs() + timeNs, page);
                            }
                        });
        return writes;
    }
}
