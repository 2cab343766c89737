package io.whimbrel.results.table;

import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import io.whimbrel.results.record.VariantRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one table that a run ends with: a row for each variant with the medians of its repetitions that completed
 * and were verified, beneath it their smallest and largest where there is more than one, a line for every migration that
 * was not a plain success, one for the longest stall of every variant whose vCPUs waited for pages, and one for the
 * processor time that others had.
 */
public final class ComparisonTable {

    private final List<VariantRecord> variants;
    /** What no migration has to show has no column, but for what every migration is to have. */
    private final List<Measure> measures;

    /**
     * Of some variants.
     *
     * @param variants in the order of their rows
     */
    public ComparisonTable(final List<VariantRecord> variants) {
        this.variants = List.copyOf(variants);
        this.measures = Measure.ALL.stream().filter(measure -> measure.isForAll() || measure.appliesTo(variants))
                .toList();
    }

    /**
     * Prints it for a terminal.
     *
     * @return lines that end with a line feed
     */
    public String text() {
        return table().text() + notes("");
    }

    /**
     * Prints it as Markdown.
     *
     * @return lines that end with a line feed
     */
    public String markdown() {
        return table().markdown() + notes("- ");
    }

    private TextTable table() {
        final List<List<List<Spread>>> columns = measures.stream()
                .map(measure -> variants.stream().map(variant -> measure.spreads(variant.repetitions())).toList())
                .toList();
        final List<Scale> scales = new ArrayList<>();
        final List<String> headings = new ArrayList<>(List.of("strategy"));
        final List<String> units = new ArrayList<>(List.of(""));
        for (int i = 0; i < columns.size(); i++) {
            final Measure measure = measures.get(i);
            scales.add(measure.unit(columns.get(i)));
            headings.add(measure.heading());
            units.add(measure.parts().size() == 1
                    ? scales.get(i).unit()
                    : "p50/p99/p99.9 " + scales.get(i).unit());
        }
        headings.add("verified");
        units.add("");
        final TextTable table = new TextTable(headings, units);
        for (int row = 0; row < variants.size(); row++) {
            addRows(table, row, columns, scales);
        }
        return table;
    }

    private void addRows(final TextTable table, final int row, final List<List<List<Spread>>> columns,
            final List<Scale> scales) {
        final VariantRecord variant = variants.get(row);
        final List<String> medians = new ArrayList<>(List.of(variant.label()));
        final List<String> ranges = new ArrayList<>(List.of(""));
        for (int i = 0; i < columns.size(); i++) {
            final Scale scale = scales.get(i);
            final List<Spread> spreads = columns.get(i).get(row);
            medians.add(spreads.stream().map(spread -> spread == null ? "-" : scale.print(spread.median()))
                    .collect(Collectors.joining("/")));
            final Spread spread = spreads.getFirst();
            ranges.add(spread == null || !measures.get(i).ranged() ? "" : range(scale, spread));
        }
        medians.add(verified(variant.repetitions()));
        ranges.add("");
        table.row(medians);
        if (variant.repetitions().size() > 1) {
            table.row(ranges);
        }
    }

    private static String range(final Scale scale, final Spread spread) {
        final String min = scale.print(spread.min());
        final String max = scale.print(spread.max());
        return min.equals(max) ? "" : min + ".." + max;
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
