package io.whimbrel.results.file;

import io.whimbrel.results.score.Errors;
import io.whimbrel.results.score.ModelScore;
import io.whimbrel.results.score.Quantity;
import java.util.List;

/** The cumulative distribution of the models' errors, one line for each error: a step plot of it is the curve. */
public final class ErrorCsv {

    private static final String HEADINGS = "model,migrations,quantity,quantile,relativeError\n";

    private ErrorCsv() {}

    /**
     * Prints scores.
     *
     * @param scores any number
     * @return lines that end with a line feed, the first naming the columns
     */
    public static String print(final List<ModelScore> scores) {
        final StringBuilder lines = new StringBuilder(HEADINGS);
        for (final ModelScore score : scores) {
            append(lines, score.model(), "all", score.overall());
            append(lines, score.model(), "applicable", score.applied());
        }
        return lines.toString();
    }

    private static void append(final StringBuilder lines, final String model, final String which,
            final ModelScore.Tally tally) {
        for (final Quantity quantity : Quantity.values()) {
            final Errors errors = tally.errors().get(quantity);
            for (int i = 0; i < errors.count(); i++) {
                lines.append(Csv.cell(model)).append(',').append(which).append(',').append(quantity.text()).append(',')
                        .append((i + 1.0) / errors.count()).append(',').append(errors.absolute().get(i)).append('\n');
            }
        }
    }
}
