package io.whimbrel.results.table;

import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import io.whimbrel.results.record.VariantRecord;
import java.util.List;
import java.util.function.Function;

/**
 * The two tables that a run ends with. The first has a row for each variant with the medians of its repetitions that
 * completed and were verified, beneath it their smallest and largest where there is more than one: of any other it is not
 * proved that it has migrated the guest, so that its numbers are of no migration. The second, where a guest ran without all
 * of its pages, says the same way what that cost it. Beneath them are a line for every migration that was not a plain
 * success, one for every migration in which somebody interfered, one for the longest stall of every variant whose vCPUs
 * waited for pages, and one for the processor time that others had.
 */
public final class ComparisonTable {

    private static final String ROWS = "strategy";

    private final List<VariantRecord> variants;

    /**
     * Of some variants.
     *
     * @param variants in the order of their rows
     */
    public ComparisonTable(final List<VariantRecord> variants) {
        this.variants = List.copyOf(variants);
    }

    /**
     * Prints it for a terminal.
     *
     * @return lines that end with a line feed
     */
    public String text() {
        return tables(TextTable::text) + notes("");
    }

    /**
     * Prints it as Markdown.
     *
     * @return lines that end with a line feed
     */
    public String markdown() {
        return tables(TextTable::markdown) + notes("- ");
    }

    private String tables(final Function<TextTable, String> print) {
        final MeasureTable<MigrationRecord> migrations = new MeasureTable<>(ROWS, MigrationMeasures.ALL, "verified");
        variants.forEach(variant -> migrations.row(variant.label(), good(variant), verified(variant.repetitions())));
        final List<MigrationRecord> all = variants.stream().flatMap(variant -> postcopy(variant).stream()).toList();
        if (all.isEmpty()) {
            return print.apply(migrations.text());
        }
        // What no migration has to show has no column.
        final MeasureTable<MigrationRecord> faults = new MeasureTable<>(ROWS, Measure.found(FaultMeasures.ALL, all));
        variants.stream().filter(variant -> !postcopy(variant).isEmpty())
                .forEach(variant -> faults.row(variant.label(), postcopy(variant)));
        return print.apply(migrations.text()) + "\n" + print.apply(faults.text());
    }

    private static List<MigrationRecord> good(final VariantRecord variant) {
        return variant.repetitions().stream().filter(MigrationRecord::good).toList();
    }

    private static List<MigrationRecord> postcopy(final VariantRecord variant) {
        return good(variant).stream().filter(migration -> migration.postcopy() != null).toList();
    }

    private static String verified(final List<MigrationRecord> repetitions) {
        final long good = repetitions.stream().filter(MigrationRecord::good).count();
        if (repetitions.size() == 1) {
            return good == 1 ? "yes" : "NO";
        }
        return good + "/" + repetitions.size();
    }

    private String notes(final String bullet) {
        final StringBuilder notes = new StringBuilder();
        for (final VariantRecord variant : variants) {
            for (int i = 0; i < variant.repetitions().size(); i++) {
                final MigrationRecord migration = variant.repetitions().get(i);
                if (!migration.good()) {
                    notes.append(bullet).append(variant.label()).append(", repetition ").append(i + 1).append(": ")
                            .append(verdict(migration)).append('\n');
                }
                if (Boolean.TRUE.equals(migration.pausedByOrder())) {
                    notes.append(bullet).append(variant.label()).append(", repetition ").append(i + 1)
                            .append(": the guest was paused by an order, not when the strategy saw fit\n");
                }
            }
        }
        for (final VariantRecord variant : variants) {
            LongestStall.of(variant).ifPresent(stall -> notes.append(bullet).append(stall).append('\n'));
        }
        Steal.of(variants).ifPresent(steal -> notes.append(bullet).append(steal).append('\n'));
        return notes.isEmpty() ? "" : "\n" + notes;
    }

    private static String verdict(final MigrationRecord migration) {
        if (migration.outcome() == Outcome.COMPLETED) {
            return "NOT VERIFIED: " + (migration.verification() == null
                    ? migration.reason()
                    : migration.verification().detail());
        }
        return migration.outcome().text() + ": " + migration.reason();
    }
}
