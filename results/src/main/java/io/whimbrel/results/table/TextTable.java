package io.whimbrel.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of cells, aligned. */
public final class TextTable {

    private final List<String> headings;
    private final List<String> units;
    private final Alignment alignment;
    private final List<List<String>> rows = new ArrayList<>();

    /** To which side the columns after the first are flush. */
    private enum Alignment {
        LEFT, RIGHT
    }

    /**
     * A table of numbers, without rows: the first column is flush left, every other flush right.
     *
     * @param headings one for each column
     * @param units    one for each column, printed beneath the heading; empty where there is none
     */
    public TextTable(final List<String> headings, final List<String> units) {
        this(headings, units, Alignment.RIGHT);
    }

    private TextTable(final List<String> headings, final List<String> units, final Alignment alignment) {
        this.alignment = alignment;
        this.headings = List.copyOf(headings);
        this.units = List.copyOf(units);
    }

    /**
     * A table of texts, without rows: every column is flush left.
     *
     * @param headings one for each column
     * @return an empty table
     */
    public static TextTable flushLeft(final List<String> headings) {
        return new TextTable(headings, Collections.nCopies(headings.size(), ""), Alignment.LEFT);
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     */
    public void row(final List<String> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + headings.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    /**
     * Prints it for a terminal.
     *
     * @return lines that end with a line feed
     */
    public String text() {
        final List<List<String>> lines = new ArrayList<>(List.of(headings));
        if (units.stream().anyMatch(unit -> !unit.isEmpty())) {
            lines.add(units);
        }
        lines.addAll(rows);
        final int[] widths = widths(lines);
        return lines.stream().map(line -> aligned(line, widths, "  ").stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Prints it as Markdown, units in the headings.
     *
     * @return lines that end with a line feed
     */
    public String markdown() {
        final List<String> titles = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            titles.add(units.get(i).isEmpty() ? headings.get(i) : headings.get(i) + " [" + units.get(i) + "]");
        }
        final List<List<String>> lines = new ArrayList<>(List.of(titles));
        lines.addAll(rows);
        final int[] widths = widths(lines);
        final List<String> rule = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            rule.add("-".repeat(Math.max(2, widths[i] - 1)) + (isLeft(i) ? "-" : ":"));
        }
        lines.add(1, rule);
        final int[] ruled = widths(lines);
        return lines.stream().map(line -> "| " + aligned(line, ruled, " | ") + " |\n").collect(Collectors.joining());
    }

    private static int[] widths(final List<List<String>> lines) {
        final int[] widths = new int[lines.getFirst().size()];
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private String aligned(final List<String> cells, final int[] widths, final String gap) {
        final List<String> padded = new ArrayList<>(Collections.nCopies(cells.size(), ""));
        for (int i = 0; i < widths.length; i++) {
            padded.set(i, String.format(Locale.ROOT, "%" + (isLeft(i) ? "-" : "") + Math.max(1, widths[i]) + "s",
                    cells.get(i)));
        }
        return String.join(gap, padded);
    }

    private boolean isLeft(final int column) {
        return column == 0 || alignment == Alignment.LEFT;
    }
}
