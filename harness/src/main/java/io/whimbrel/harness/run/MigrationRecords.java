package io.whimbrel.harness.run;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.guest.Throughput;
import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.migration.ImageReport;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.protocol.GuestForm;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.GuestFindings;
import io.whimbrel.harness.end.LinkFindings;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.record.DowntimeRecord;
import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.OperationsRecord;
import io.whimbrel.results.record.Outcome;
import io.whimbrel.results.record.RoundRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Makes one record of what the two ends of a migration have to say. */
final class MigrationRecords {

    private static final double NS_PER_S = 1e9;

    private final Variant variant;
    private final Pair pair;

    MigrationRecords(final Variant variant, final Pair pair) {
        this.variant = variant;
        this.pair = pair;
    }

    MigrationRecord record() {
        final SourceReport report = pair.source() == null ? null : pair.source().migration();
        final Outcome outcome = outcome();
        final ReplayVerdict verdict = verdict();
        return new MigrationRecord(variant.migration().strategy(), outcome, reason(outcome), verified(verdict),
                verdict == null ? null : VerificationRecords.of(verdict),
                report == null || report.pauseRequestedAtNs() == 0 ? null : report.pausedByOrder(),
                report == null ? null : positive(report.totalTimeNs()),
                report == null ? null : between(report.requestedAtNs(), report.liveAtNs()),
                report == null ? null : positive(report.downtimeNs()),
                report == null ? null : downtime(report, restoreNs()),
                report == null ? null : report.clockUncertaintyNs(), perceivedDowntimeNs(),
                report == null ? null : report.bytesSent(), report == null ? null : report.pagesSent(),
                report == null ? null : report.zeroPages(), report == null ? null : skipped(report),
                report == null
                        ? null
                        : (double) report.bytesSent() / variant.guest().geometry().memoryBytes(),
                report == null ? List.of() : rounds(report), operations(report), PostcopyRecords.of(pair), null, null,
                pair.simulated() == null ? null : pair.simulated().decisionTraceSha256(), counters(),
                errors());
    }

    private Outcome outcome() {
        switch (pair.whereabouts()) {
            case IN_DOUBT -> {
                return Outcome.IN_DOUBT;
            }
            case LOST -> {
                return Outcome.LOST;
            }
            case KNOWN -> {
                // Then the ends tell.
            }
        }
        if (pair.source() == null || !pair.troubles().isEmpty()) {
            return Outcome.FAILED;
        }
        final SourceReport report = pair.source().migration();
        if (report.state() == SourceState.COMPLETED) {
            return Outcome.COMPLETED;
        }
        if (report.reason().equals("cancelled")) {
            return Outcome.CANCELLED;
        }
        return report.isNotConverged() ? Outcome.NOT_CONVERGED : Outcome.FAILED;
    }

    private String reason(final Outcome outcome) {
        if (outcome == Outcome.COMPLETED) {
            return null;
        }
        final List<String> reasons = new ArrayList<>(pair.troubles());
        if (outcome == Outcome.LOST) {
            reasons.addAll(survivors());
        } else if (pair.source() != null) {
            reasons.add(pair.source().migration().reason());
        } else if (pair.destination() != null) {
            reasons.add(pair.destination().migration().state() == DestinationState.RUNNING
                    ? "the guest runs at the destination"
                    : "at the destination: " + pair.destination().migration().reason());
        }
        reasons.removeIf(String::isEmpty);
        return reasons.isEmpty() ? "no reason given" : String.join("; ", reasons);
    }

    /** What each end that is left has of the guest. */
    private List<String> survivors() {
        final List<String> survivors = new ArrayList<>();
        if (pair.source() != null) {
            survivors.add("at the source: " + pair.source().migration().reason());
        }
        if (pair.destination() != null) {
            survivors.add("at the destination: " + pair.destination().migration().reason());
        }
        return survivors;
    }

    /** The proof of the side that owns the guest. */
    private ReplayVerdict verdict() {
        final ReplayVerdict there = pair.destination() == null ? null : pair.destination().verdict();
        return there != null || pair.source() == null ? there : pair.source().verdict();
    }

    private static boolean verified(final ReplayVerdict verdict) {
        return verdict != null && verdict.verified();
    }

    private static DowntimeRecord downtime(final SourceReport r, final Long restoreNs) {
        final long writtenAtNs = r.image() == null ? 0 : r.image().writtenAtNs();
        final Long confirmNs = between(r.residualSentAtNs(), r.releasedAtNs());
        return new DowntimeRecord(between(r.pauseRequestedAtNs(), r.pausedAtNs()),
                between(r.pausedAtNs(), r.lastSyncedAtNs()), between(r.lastSyncedAtNs(), writtenAtNs),
                between(writtenAtNs == 0 ? r.lastSyncedAtNs() : writtenAtNs, r.residualSentAtNs()), restoreNs,
                confirmNs == null || restoreNs == null ? confirmNs : Long.valueOf(Math.max(0, confirmNs - restoreNs)),
                between(r.releasedAtNs(), r.resumedAtNs()));
    }

    /** A guest that went as an image is read back from it at the destination. */
    private Long restoreNs() {
        if (pair.destination() == null || image() == null) {
            return null;
        }
        final DestinationReport report = pair.destination().migration();
        return between(report.arrivedAtNs(), report.preparedAtNs());
    }

    private List<RoundRecord> rounds(final SourceReport report) {
        return report.rounds().stream().map(round -> new RoundRecord(round.round(),
                Math.max(0, round.startNs() - report.requestedAtNs()), round.durationNs(), round.syncNs(),
                round.dirtyPages(), round.pagesSent(), round.zeroPages(), round.pagesSkipped(), round.bytesSent(),
                round.durationNs() == 0 ? 0 : round.bytesSent() * NS_PER_S / round.durationNs(), round.throttle(),
                round.rateCapBytesPerSecond() == Long.MAX_VALUE ? null : round.rateCapBytesPerSecond(),
                positive(round.expectedDowntimeNs()), positive(round.workingSetPages()))).toList();
    }

    private static long skipped(final SourceReport report) {
        return report.rounds().stream().mapToLong(io.whimbrel.engine.observe.RoundRecord::pagesSkipped).sum();
    }

    /** False of a guest that was handed over and not heard of again: nobody knows for how long its clients waited. */
    private boolean isMeasuredToTheEnd() {
        return pair.whereabouts() == Whereabouts.KNOWN
                && (pair.destination() != null && pair.destination().guest() != null
                        || pair.source() != null && pair.source().migration().state().ownsGuest());
    }

    private Long perceivedDowntimeNs() {
        if (!isMeasuredToTheEnd()) {
            return null;
        }
        return guests().map(guest -> guest.longestGapNs().get(Phase.DURING)).max(Long::compare).filter(gap -> gap > 0)
                .orElse(null);
    }

    private OperationsRecord operations(final SourceReport report) {
        final GuestFindings first = pair.source() == null ? null : pair.source().guest();
        if (first == null) {
            return null;
        }
        final long operations = Stream.of(Phase.BEFORE, Phase.DURING, Phase.AFTER)
                .mapToLong(phase -> latencies(phase).getTotalCount()).sum();
        final GuestFindings last = pair.destination() == null ? null : pair.destination().guest();
        final long endNs = Math.max(first.endedAtNs(), last == null ? 0 : beganAnewAtNs() + last.endedAtNs());
        final long measuredNs = endNs - first.measuredFromNs();
        return new OperationsRecord((double) variant.guest().spec().ratePerSecond(),
                measuredNs <= 0 ? null : operations * NS_PER_S / measuredNs,
                LatencyRecord.of(latencies(Phase.BEFORE)), LatencyRecord.of(latencies(Phase.DURING)),
                LatencyRecord.of(latencies(Phase.AFTER)), first.longestGapNs().get(Phase.BEFORE),
                report == null || report.pauseRequestedAtNs() == 0
                        ? null
                        : responsivenessNs(report, first.measuredFromNs()),
                isMeasuredToTheEnd() ? guests().mapToLong(GuestFindings::backlogNs).max().orElse(0) : null,
                image() == null ? 0 : image().operationsDropped());
    }

    private Long responsivenessNs(final SourceReport report, final long measuredFromNs) {
        final long startedNs = report.guestStartedAtNs();
        final long resumedNs = Math.max(report.pauseRequestedAtNs(), report.resumedAtNs());
        return Responsiveness.timeNs(operationsPerWindow(), measuredFromNs, report.requestedAtNs() - startedNs,
                report.pauseRequestedAtNs() - startedNs, resumedNs - startedNs);
    }

    /** When, in the time of the guest that was stopped, the one began that was started in its place; else 0. */
    private long beganAnewAtNs() {
        final SourceReport report = pair.source().migration();
        return image() == null || image().form() != GuestForm.BOOT_IMAGE || report.resumedAtNs() == 0
                ? 0
                : report.resumedAtNs() - report.guestStartedAtNs();
    }

    private ImageReport image() {
        return pair.source().migration().image();
    }

    private List<Long> operationsPerWindow() {
        final List<Long> sums = new ArrayList<>(pair.source().guest().operationsPerWindow());
        final GuestFindings there = pair.destination() == null ? null : pair.destination().guest();
        final List<Long> after = there == null ? List.of() : there.operationsPerWindow();
        final int shift = (int) Math.ceilDiv(beganAnewAtNs(), Throughput.WINDOW_NS);
        for (int i = 0; i < after.size(); i++) {
            while (sums.size() <= shift + i) {
                sums.add(0L);
            }
            sums.set(shift + i, sums.get(shift + i) + after.get(i));
        }
        return sums;
    }

    /** All that was timed one by one, by tag: operations by phase, and faults where pages were absent. In nanoseconds. */
    Map<String, Histogram> histograms() {
        final Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (final Phase phase : EnumSet.of(Phase.BEFORE, Phase.DURING, Phase.AFTER)) {
            histograms.put(phase.name().toLowerCase(Locale.ROOT), latencies(phase));
        }
        histograms.putAll(PostcopyRecords.histograms(pair));
        return histograms;
    }

    /** The latencies of one phase at both ends. */
    private Histogram latencies(final Phase phase) {
        final Histogram sum = new Histogram(3);
        guests().map(guest -> guest.latencies().get(phase)).forEach(sum::add);
        return sum;
    }

    private Stream<GuestFindings> guests() {
        return Stream.of(pair.source() == null ? null : pair.source().guest(),
                pair.destination() == null ? null : pair.destination().guest()).filter(Objects::nonNull);
    }

    private Map<String, Map<String, Long>> counters() {
        final Map<String, Map<String, Long>> counters = new LinkedHashMap<>();
        links().forEach((role, link) -> counters.put(role, link.counters()));
        return counters;
    }

    private List<String> errors() {
        return links().entrySet().stream().flatMap(entry -> entry.getValue().errors().stream()
                .map(error -> entry.getKey() + ": " + error)).toList();
    }

    private Map<String, LinkFindings> links() {
        final Map<String, LinkFindings> links = new LinkedHashMap<>();
        if (pair.source() != null) {
            links.put(TwoProcesses.SOURCE, pair.source().link());
        }
        if (pair.destination() != null) {
            links.put(TwoProcesses.DESTINATION, pair.destination().link());
        }
        return links;
    }

    private static Long positive(final long value) {
        return value < 0 ? null : value;
    }

    private static Long between(final long fromNs, final long toNs) {
        return fromNs == 0 || toNs == 0 ? null : Math.max(0, toNs - fromNs);
    }
}
