package io.whimbrel.results.file;

import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.RegretRecord;
import io.whimbrel.results.record.OperationsRecord;
import io.whimbrel.results.record.PostcopyRecord;
import io.whimbrel.results.record.RunRecord;
import io.whimbrel.results.record.VariantRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One line for each migration of a run, every number in its base unit, without thousands separators. */
public final class SummaryCsv {

    private static final Map<String, Function<MigrationRecord, Object>> COLUMNS = columns();

    private SummaryCsv() {}

    /**
     * Prints a run.
     *
     * @param run the record
     * @return lines that end with a line feed, the first naming the columns
     */
    public static String print(final RunRecord run) {
        final StringBuilder out = new StringBuilder("variant,repetition,").append(String.join(",", COLUMNS.keySet()))
                .append('\n');
        for (final VariantRecord variant : run.variants()) {
            int repetition = 0;
            for (final MigrationRecord migration : variant.repetitions()) {
                final List<String> cells = new ArrayList<>(List.of(Csv.cell(variant.label()), Csv.cell(++repetition)));
                COLUMNS.values().forEach(column -> cells.add(Csv.cell(column.apply(migration))));
                out.append(String.join(",", cells)).append('\n');
            }
        }
        return out.toString();
    }

    private static Map<String, Function<MigrationRecord, Object>> columns() {
        final Map<String, Function<MigrationRecord, Object>> columns = new LinkedHashMap<>();
        columns.put("strategy", MigrationRecord::strategy);
        columns.put("outcome", m -> m.outcome().text());
        columns.put("verified", MigrationRecord::verified);
        columns.put("totalTimeNs", MigrationRecord::totalTimeNs);
        columns.put("setupTimeNs", MigrationRecord::setupTimeNs);
        columns.put("downtimeNs", MigrationRecord::downtimeNs);
        columns.put("clockUncertaintyNs", MigrationRecord::clockUncertaintyNs);
        columns.put("perceivedDowntimeNs", MigrationRecord::perceivedDowntimeNs);
        columns.put("bytesSent", MigrationRecord::bytesSent);
        columns.put("pagesSent", MigrationRecord::pagesSent);
        columns.put("zeroPages", MigrationRecord::zeroPages);
        columns.put("pagesSkipped", MigrationRecord::pagesSkipped);
        columns.put("amplification", MigrationRecord::amplification);
        columns.put("rounds", m -> m.rounds().size());
        columns.put("rateAskedPerSecond", operations(OperationsRecord::rateAskedPerSecond));
        columns.put("rateAchievedPerSecond", operations(OperationsRecord::rateAchievedPerSecond));
        columns.put("longestGapBeforeNs", operations(OperationsRecord::longestGapBeforeNs));
        latency(columns, "before", OperationsRecord::before);
        latency(columns, "during", OperationsRecord::during);
        latency(columns, "after", OperationsRecord::after);
        columns.put("timeToResponsivenessNs", operations(OperationsRecord::timeToResponsivenessNs));
        columns.put("absentPages", postcopy(PostcopyRecord::absentPages));
        columns.put("pagesDemanded", postcopy(PostcopyRecord::pagesDemanded));
        columns.put("requestsNeedless", postcopy(PostcopyRecord::requestsNeedless));
        columns.put("requestsSpared", postcopy(PostcopyRecord::requestsSpared));
        columns.put("duplicatesAvoided", postcopy(PostcopyRecord::duplicatesAvoided));
        columns.put("faults", postcopy(PostcopyRecord::faults));
        columns.put("faultShare", postcopy(PostcopyRecord::faultShare));
        columns.put("stallNs", postcopy(PostcopyRecord::stallNs));
        columns.put("blockedNs", postcopy(SummaryCsv::blockedNs));
        fault(columns, "fault", PostcopyRecord::fault);
        fault(columns, "faultRequest", PostcopyRecord::faultRequest);
        fault(columns, "faultQueue", PostcopyRecord::faultQueue);
        fault(columns, "faultTransfer", PostcopyRecord::faultTransfer);
        fault(columns, "faultApply", PostcopyRecord::faultApply);
        fault(columns, "faultWake", PostcopyRecord::faultWake);
        columns.put("prefetchCoverage", postcopy(PostcopyRecord::prefetchCoverage));
        columns.put("prefetchAccuracy", postcopy(PostcopyRecord::prefetchAccuracy));
        columns.put("prefetchTimeliness", postcopy(PostcopyRecord::prefetchTimeliness));
        columns.put("optimalDowntimeNs", regret(RegretRecord::optimalDowntimeNs));
        columns.put("regretDowntimeNs", regret(RegretRecord::downtimeNs));
        columns.put("regretTimingNs", regret(RegretRecord::timingNs));
        columns.put("optimalStallNs", regret(RegretRecord::optimalStallNs));
        columns.put("regretStallNs", regret(RegretRecord::stallNs));
        columns.put("regretBytesSent", regret(RegretRecord::bytesSent));
        columns.put("regretTotalTimeNs", regret(RegretRecord::totalTimeNs));
        columns.put("stolenCpuNs", MigrationRecord::stolenCpuNs);
        columns.put("decisionTraceSha256", MigrationRecord::decisionTraceSha256);
        columns.put("reason", MigrationRecord::reason);
        return columns;
    }

    private static void latency(final Map<String, Function<MigrationRecord, Object>> columns, final String phase,
            final Function<OperationsRecord, LatencyRecord> of) {
        columns.put(phase + "Count", operations(o -> of.apply(o).count()));
        columns.put(phase + "P50Ns", operations(o -> of.apply(o).p50Ns()));
        columns.put(phase + "P99Ns", operations(o -> of.apply(o).p99Ns()));
        columns.put(phase + "P999Ns", operations(o -> of.apply(o).p999Ns()));
        columns.put(phase + "MaxNs", operations(o -> of.apply(o).maxNs()));
    }

    private static void fault(final Map<String, Function<MigrationRecord, Object>> columns, final String stage,
            final Function<PostcopyRecord, LatencyRecord> of) {
        columns.put(stage + "P50Ns", postcopy(p -> of.apply(p).p50Ns()));
        columns.put(stage + "P99Ns", postcopy(p -> of.apply(p).p99Ns()));
        columns.put(stage + "MaxNs", postcopy(p -> of.apply(p).maxNs()));
    }

    /** How many vCPUs there are is up to the scenario: all of them are in one cell, a blank between. */
    private static String blockedNs(final PostcopyRecord postcopy) {
        return postcopy.blockedNs().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Function<MigrationRecord, Object> regret(final Function<RegretRecord, Object> of) {
        return migration -> migration.regret() == null ? null : of.apply(migration.regret());
    }

    private static Function<MigrationRecord, Object> postcopy(final Function<PostcopyRecord, Object> of) {
        return migration -> migration.postcopy() == null ? null : of.apply(migration.postcopy());
    }

    private static Function<MigrationRecord, Object> operations(final Function<OperationsRecord, Object> of) {
        return migration -> migration.operations() == null ? null : of.apply(migration.operations());
    }
}
