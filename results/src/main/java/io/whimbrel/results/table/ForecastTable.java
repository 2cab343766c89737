package io.whimbrel.results.table;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.results.model.Forecast;
import io.whimbrel.results.model.Prediction;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What the models expect, for a person to read: one row for each model, notes beneath for those that do not quite fit. */
public final class ForecastTable {

    private static final String NOTHING = "-";
    private static final List<String> HEADINGS = List.of("bandwidth", "limit", "model", "converges", "total",
            "downtime",
            "sent", "rounds", "throttle", "post-copy stall");

    private ForecastTable() {}

    /**
     * Prints forecasts.
     *
     * @param forecasts at least one
     * @return lines that end with a line feed
     */
    public static String print(final List<Forecast> forecasts) {
        final TextTable table = new TextTable(HEADINGS, Collections.nCopies(HEADINGS.size(), ""));
        final Set<String> notes = new LinkedHashSet<>();
        for (final Forecast forecast : forecasts) {
            for (final Prediction prediction : forecast.predictions()) {
                table.row(row(forecast, prediction));
                if (!prediction.caveat().isEmpty()) {
                    notes.add("* " + prediction.model() + " at "
                            + Quantities.formatBytesPerSecond(forecast.bytesPerSecond()) + ": " + prediction.caveat()
                            + "\n");
                }
            }
        }
        return table.text() + (notes.isEmpty() ? "" : "\n" + String.join("", notes));
    }

    private static List<String> row(final Forecast forecast, final Prediction prediction) {
        final boolean isFirst = forecast.predictions().getFirst() == prediction;
        return List.of(isFirst ? Quantities.formatBytesPerSecond(forecast.bytesPerSecond()) : "",
                isFirst ? limit(forecast) : "",
                prediction.model() + (prediction.caveat().isEmpty() ? "" : "*"),
                prediction.converges() ? "yes" : "never",
                orNothing(prediction.totalTimeNs(), Quantities::formatNs),
                prediction.converges()
                        ? orNothing(prediction.downtimeNs(), Quantities::formatNs)
                        : "> " + Quantities.formatNs(prediction.floorNs()),
                orNothing(prediction.bytes(), Quantities::formatBytes),
                orNothing(prediction.rounds(), rounds -> Integer.toString(rounds)),
                isFirst ? throttle(forecast) : "",
                isFirst ? orNothing(forecast.postcopyStallNs(), Quantities::formatNs) : "");
    }

    private static String limit(final Forecast forecast) {
        return forecast.downtimeLimitNs() == null ? "unlimited" : Quantities.formatNs(forecast.downtimeLimitNs());
    }

    private static String throttle(final Forecast forecast) {
        return forecast.throttle() == null
                ? "none is enough"
                : String.format(Locale.ROOT, "%.0f %%", Math.ceil(100 * forecast.throttle()));
    }

    private static <T> String orNothing(final T value, final Function<T, String> print) {
        return value == null ? NOTHING : print.apply(value);
    }
}
