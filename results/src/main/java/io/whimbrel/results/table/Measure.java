package io.whimbrel.results.table;

import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.OperationsRecord;
import io.whimbrel.results.record.PostcopyRecord;
import io.whimbrel.results.record.VariantRecord;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * One column of numbers: one number of each migration, or several printed with a slash between them.
 *
 * @param heading its title
 * @param scale   chooses the unit from the largest median of the column
 * @param parts   what is read off a migration; null where it was not measured
 * @param ranged  whether its spread over repetitions is shown
 * @param isForAll whether it is shown though no migration has it
 */
record Measure(String heading, DoubleFunction<Scale> scale, List<Function<MigrationRecord, Number>> parts,
        boolean ranged, boolean isForAll) {

    /** The columns of the comparison, in their order. */
    static final List<Measure> ALL = List.of(
            one("total", Scale::ofNs, MigrationRecord::totalTimeNs),
            one("downtime", value -> Scale.MILLISECONDS, MigrationRecord::downtimeNs),
            one("regret", value -> Scale.MILLISECONDS,
                    migration -> migration.regret() == null ? null : migration.regret().headlineNs()),
            one("perceived", value -> Scale.MILLISECONDS, MigrationRecord::perceivedDowntimeNs),
            new Measure("stalled", value -> Scale.MILLISECONDS, List.of(postcopy(PostcopyRecord::stallNs)), true,
                    false),
            new Measure("fault", value -> Scale.MILLISECONDS, List.of(postcopy(fetch -> fetch.fault().p50Ns()),
                    postcopy(fetch -> fetch.fault().p99Ns()), postcopy(fetch -> fetch.fault().p999Ns())), false,
                    false),
            latency("before", OperationsRecord::before),
            latency("during", OperationsRecord::during),
            latency("after", OperationsRecord::after),
            one("sent", Scale::ofBytes, MigrationRecord::bytesSent),
            one("amplif.", value -> Scale.PLAIN, MigrationRecord::amplification),
            one("rounds", value -> Scale.PLAIN,
                    migration -> migration.rounds().isEmpty() ? null : migration.rounds().size()));

    private static Measure one(final String heading, final DoubleFunction<Scale> scale,
            final Function<MigrationRecord, Number> part) {
        return new Measure(heading, scale, List.of(part), true, true);
    }

    private static Function<MigrationRecord, Number> postcopy(final Function<PostcopyRecord, Number> part) {
        return migration -> migration.postcopy() == null ? null : part.apply(migration.postcopy());
    }

    /**
     * Whether there is anything to show.
     *
     * @param all every variant
     * @return false when nothing of it was measured in any migration that completed and was verified
     */
    boolean appliesTo(final List<VariantRecord> all) {
        return all.stream().flatMap(variant -> spreads(variant.repetitions()).stream()).anyMatch(Objects::nonNull);
    }

    private static Measure latency(final String phase, final Function<OperationsRecord, LatencyRecord> of) {
        return new Measure(phase, value -> Scale.MILLISECONDS, List.of(operations(of, LatencyRecord::p50Ns),
                operations(of, LatencyRecord::p99Ns), operations(of, LatencyRecord::p999Ns)), false, true);
    }

    private static Function<MigrationRecord, Number> operations(final Function<OperationsRecord, LatencyRecord> phase,
            final Function<LatencyRecord, Number> part) {
        return migration -> migration.operations() == null
                ? null
                : part.apply(phase.apply(migration.operations()));
    }

    /**
     * The spreads of the parts, over the repetitions that completed and were verified: of any other it is not proved that
     * it has migrated the guest, so that its numbers are of no migration.
     *
     * @param repetitions of one variant
     * @return one for each part; null where nothing was measured
     */
    List<Spread> spreads(final List<MigrationRecord> repetitions) {
        final List<MigrationRecord> good = repetitions.stream().filter(MigrationRecord::good).toList();
        return parts.stream().map(part -> Spread.of(good.stream().map(part).toList())).toList();
    }

    /**
     * The unit for a column.
     *
     * @param column the spreads of every variant
     */
    Scale unit(final List<List<Spread>> column) {
        return scale.apply(column.stream().flatMap(List::stream).filter(Objects::nonNull).mapToDouble(Spread::median)
                .max().orElse(0));
    }
}
