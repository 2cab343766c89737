package io.whimbrel.results.table;

import io.whimbrel.results.score.Confusion;
import io.whimbrel.results.score.Errors;
import io.whimbrel.results.score.ModelScore;
import io.whimbrel.results.score.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How well the models did, for a person to read: their errors, then what they said of convergence. */
public final class ScoreTable {

    private static final String NOTHING = "-";
    private static final double PERCENT = 100;
    private static final List<String> ERRORS = List.of("model", "quantity", "n", "p50", "p90", "max", "bias",
            "applicable", "p50", "p90", "max");
    private static final List<String> ERROR_UNITS = List.of("", "", "", "%", "%", "%", "%", "", "%", "%", "%");
    private static final List<String> CONVERGENCE = List.of("will converge", "right", "true +", "false +", "false -",
            "true -", "applicable", "right", "true +", "false +", "false -", "true -");

    private ScoreTable() {}

    /**
     * Prints scores.
     *
     * @param scores at least one
     * @return lines that end with a line feed
     */
    public static String print(final List<ModelScore> scores) {
        final TextTable errors = new TextTable(ERRORS, ERROR_UNITS);
        final TextTable convergence = new TextTable(CONVERGENCE, Collections.nCopies(CONVERGENCE.size(), ""));
        for (final ModelScore score : scores) {
            for (final Quantity quantity : Quantity.values()) {
                errors.row(row(score, quantity));
            }
            final List<String> cells = new ArrayList<>(List.of(score.model()));
            cells.addAll(cells(score.overall().converging()));
            cells.add(Integer.toString(score.applied().converging().total()));
            cells.addAll(cells(score.applied().converging()));
            convergence.row(cells);
        }
        return errors.text() + "\n" + convergence.text();
    }

    private static List<String> row(final ModelScore score, final Quantity quantity) {
        final Errors all = score.overall().errors().get(quantity);
        final Errors applied = score.applied().errors().get(quantity);
        return List.of(quantity.ordinal() == 0 ? score.model() : "", quantity.text(), Integer.toString(all.count()),
                percent(all.quantile(0.5)), percent(all.quantile(0.9)), percent(all.quantile(1)), percent(all.bias()),
                Integer.toString(applied.count()), percent(applied.quantile(0.5)), percent(applied.quantile(0.9)),
                percent(applied.quantile(1)));
    }

    private static List<String> cells(final Confusion confusion) {
        final String right = confusion.total() == 0
                ? NOTHING
                : String.format(Locale.ROOT, "%.0f %%", PERCENT * confusion.accuracy());
        final List<String> cells = new ArrayList<>(List.of(right));
        Arrays.stream(new int[]{confusion.truePositives(), confusion.falsePositives(), confusion.falseNegatives(),
            confusion.trueNegatives()}).mapToObj(Integer::toString).forEach(cells::add);
        return cells;
    }

    private static String percent(final Double share) {
        return share == null ? NOTHING : String.format(Locale.ROOT, "%.1f", PERCENT * share);
    }
}
