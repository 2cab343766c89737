package io.whimbrel.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of measures, one unit a column: the medians of what a row is of, and beneath them, where that is more than one thing,
 * the smallest and the largest.
 *
 * @param <T> what is measured
 */
final class MeasureTable<T> {

    private static final String NOTHING = "-";

    private final String rowsAre;
    private final List<Measure<T>> measures;
    private final List<String> remarks;
    private final List<Row<T>> rows = new ArrayList<>();

    private record Row<T>(String label, List<T> measured, List<String> remarks) {}

    /**
     * A table without rows.
     *
     * @param rowsAre  heading of the rows' labels
     * @param measures the columns of numbers
     * @param remarks  headings of the last columns, which hold words
     */
    MeasureTable(final String rowsAre, final List<Measure<T>> measures, final String... remarks) {
        this.rowsAre = rowsAre;
        this.measures = List.copyOf(measures);
        this.remarks = List.of(remarks);
    }

    /**
     * Adds a row.
     *
     * @param label      its label
     * @param measured   what it is of; may be nothing
     * @param rowRemarks one for each heading
     */
    void row(final String label, final List<T> measured, final String... rowRemarks) {
        rows.add(new Row<>(label, List.copyOf(measured), List.of(rowRemarks)));
    }

    /** The rows so far, as text. */
    TextTable text() {
        final List<List<List<Spread>>> columns = measures.stream()
                .map(measure -> rows.stream().map(row -> measure.spreads(row.measured())).toList()).toList();
        final List<Scale> scales = new ArrayList<>();
        final List<String> headings = new ArrayList<>(List.of(rowsAre));
        final List<String> units = new ArrayList<>(List.of(""));
        for (int i = 0; i < columns.size(); i++) {
            final Measure<T> measure = measures.get(i);
            scales.add(measure.unit(columns.get(i)));
            headings.add(measure.heading());
            units.add((measure.names() + " " + scales.get(i).unit()).strip());
        }
        headings.addAll(remarks);
        units.addAll(Collections.nCopies(remarks.size(), ""));
        final TextTable table = new TextTable(headings, units);
        for (int at = 0; at < rows.size(); at++) {
            final int row = at;
            addLines(table, rows.get(row), columns.stream().map(column -> column.get(row)).toList(), scales);
        }
        return table;
    }

    private void addLines(final TextTable table, final Row<T> row, final List<List<Spread>> cells,
            final List<Scale> scales) {
        final List<String> medians = new ArrayList<>(List.of(row.label()));
        final List<String> ranges = new ArrayList<>(List.of(""));
        for (int i = 0; i < cells.size(); i++) {
            final Scale scale = scales.get(i);
            medians.add(cells.get(i).stream().map(spread -> spread == null ? NOTHING : scale.print(spread.median()))
                    .collect(Collectors.joining("/")));
            final Spread spread = cells.get(i).getFirst();
            ranges.add(spread == null || !measures.get(i).ranged() ? "" : range(scale, spread));
        }
        medians.addAll(row.remarks());
        ranges.addAll(Collections.nCopies(remarks.size(), ""));
        table.row(medians);
        if (row.measured().size() > 1) {
            table.row(ranges);
        }
    }

    private static String range(final Scale scale, final Spread spread) {
        final String min = scale.print(spread.min());
        final String max = scale.print(spread.max());
        return min.equals(max) ? "" : min + ".." + max;
    }
}
