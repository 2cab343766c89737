package io.whimbrel.results.table;

import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.PostcopyRecord;
import java.util.List;
import java.util.function.Function;

/** The columns that say what the absence of pages cost a guest, of migrations that have a post-copy record. */
final class FaultMeasures {

    /** In their order. */
    static final List<Measure<MigrationRecord>> ALL = List.of(
            Measure.one("faults", Scale.PLAIN, postcopy(PostcopyRecord::faults)),
            Measure.one("share", Scale.PERCENT, postcopy(PostcopyRecord::faultShare)),
            Measure.one("avoided", Scale.PLAIN, postcopy(PostcopyRecord::duplicatesAvoided)),
            Measure.several("fault", "p50/p99/p99.9", value -> Scale.MILLISECONDS,
                    List.of(latency(PostcopyRecord::fault, LatencyRecord::p50Ns),
                            latency(PostcopyRecord::fault, LatencyRecord::p99Ns),
                            latency(PostcopyRecord::fault, LatencyRecord::p999Ns))),
            stage("request", PostcopyRecord::faultRequest),
            stage("queue", PostcopyRecord::faultQueue),
            stage("transfer", PostcopyRecord::faultTransfer),
            stage("apply", PostcopyRecord::faultApply),
            stage("wake", PostcopyRecord::faultWake),
            Measure.one("stalled", Scale.MILLISECONDS, postcopy(PostcopyRecord::stallNs)),
            Measure.one("responsive", Scale::ofNs, migration -> migration.operations() == null
                    ? null
                    : migration.operations().timeToResponsivenessNs()),
            Measure.one("coverage", Scale.PERCENT, postcopy(PostcopyRecord::prefetchCoverage)),
            Measure.one("accuracy", Scale.PERCENT, postcopy(PostcopyRecord::prefetchAccuracy)),
            Measure.one("in time", Scale.PERCENT, postcopy(PostcopyRecord::prefetchTimeliness)));

    private FaultMeasures() {}

    /** Stages differ by orders of magnitude, so each has a unit of its own. */
    private static Measure<MigrationRecord> stage(final String name, final Function<PostcopyRecord, LatencyRecord> of) {
        return Measure.several(name, "p50/p99", Scale::ofNs,
                List.of(latency(of, LatencyRecord::p50Ns), latency(of, LatencyRecord::p99Ns)));
    }

    private static Function<MigrationRecord, Number> latency(final Function<PostcopyRecord, LatencyRecord> of,
            final Function<LatencyRecord, Number> part) {
        return postcopy(record -> part.apply(of.apply(record)));
    }

    private static Function<MigrationRecord, Number> postcopy(final Function<PostcopyRecord, Number> part) {
        return migration -> part.apply(migration.postcopy());
    }
}
