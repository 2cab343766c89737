package io.whimbrel.jmh.ratio;

import io.whimbrel.results.table.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables. */
final class Summary {

    private static final int SMALL = 1000;

    private Summary() {}

    /** What is asked for, and what was reached. */
    static TextTable targets(final List<Finding> findings) {
        final TextTable table = new TextTable(List.of("target", "asked for", "reached", "unit", "verdict"),
                List.of("", "", "", "", ""));
        for (final Finding finding : findings) {
            table.row(List.of(finding.what(), (finding.atLeast() ? ">= " : "<= ") + number(finding.limit()),
                    finding.isMeasured() ? number(finding.reached().getAsDouble()) : "", finding.unit(),
                    finding.verdict()));
        }
        return table;
    }

    /** Every figure, the peers' among them. */
    static TextTable figures(final Figures figures) {
        final TextTable table = new TextTable(
                List.of("benchmark", "parameters", "metric", "median", "quartiles", "unit", "samples"),
                List.of("", "", "", "", "", "", ""));
        for (final Row row : figures.rows()) {
            final String params = row.params().entrySet().stream().map(param -> param.getKey() + "=" + param.getValue())
                    .collect(Collectors.joining(" "));
            row.metrics().forEach((metric, samples) -> table.row(List.of(row.benchmark(), params, metric,
                    number(samples.median()),
                    number(samples.lowerQuartile()) + " .. " + number(samples.upperQuartile()), samples.unit(),
                    Integer.toString(samples.values().length))));
        }
        return table;
    }

    static String number(final double value) {
        return String.format(Locale.ROOT, Math.abs(value) < SMALL ? "%.3f" : "%,.0f", value);
    }
}
