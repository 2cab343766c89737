package io.whimbrel.results.table;

import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.OperationsRecord;
import java.util.List;
import java.util.function.Function;

/** The columns by which migrations of any kind are compared. */
final class MigrationMeasures {

    /** In their order. */
    static final List<Measure<MigrationRecord>> ALL = List.of(
            Measure.one("total", Scale::ofNs, MigrationRecord::totalTimeNs),
            Measure.one("downtime", Scale.MILLISECONDS, MigrationRecord::downtimeNs),
            Measure.one("regret", Scale.MILLISECONDS,
                    migration -> migration.regret() == null ? null : migration.regret().headlineNs()),
            Measure.one("perceived", Scale.MILLISECONDS, MigrationRecord::perceivedDowntimeNs),
            latency("before", OperationsRecord::before),
            latency("during", OperationsRecord::during),
            latency("after", OperationsRecord::after),
            Measure.one("sent", Scale::ofBytes, MigrationRecord::bytesSent),
            Measure.one("amplif.", Scale.PLAIN, MigrationRecord::amplification),
            Measure.one("rounds", Scale.PLAIN,
                    migration -> migration.rounds().isEmpty() ? null : migration.rounds().size()));

    private MigrationMeasures() {}

    private static Measure<MigrationRecord> latency(final String phase,
            final Function<OperationsRecord, LatencyRecord> of) {
        return Measure.several(phase, "p50/p99/p99.9", value -> Scale.MILLISECONDS,
                List.of(operations(of, LatencyRecord::p50Ns), operations(of, LatencyRecord::p99Ns),
                        operations(of, LatencyRecord::p999Ns)));
    }

    private static Function<MigrationRecord, Number> operations(final Function<OperationsRecord, LatencyRecord> phase,
            final Function<LatencyRecord, Number> part) {
        return migration -> migration.operations() == null
                ? null
                : part.apply(phase.apply(migration.operations()));
    }
}
