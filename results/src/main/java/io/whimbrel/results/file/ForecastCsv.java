package io.whimbrel.results.file;

import io.whimbrel.results.model.Forecast;
import io.whimbrel.results.model.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One line for each model's prediction, every number in its base unit; empty where there is none. */
public final class ForecastCsv {

    private static final String HEADINGS = "bandwidthBytesPerSecond,downtimeLimitNs,model,converges,totalTimeNs,"
            + "downtimeNs,bytes,rounds,downtimeFloorNs,throttle,postcopyStallNs,caveat\n";

    private ForecastCsv() {}

    /**
     * Prints forecasts.
     *
     * @param forecasts any number
     * @return lines that end with a line feed, the first naming the columns
     */
    public static String print(final List<Forecast> forecasts) {
        return HEADINGS + forecasts.stream().flatMap(
                forecast -> forecast.predictions().stream().map(prediction -> line(forecast, prediction)))
                .collect(Collectors.joining());
    }

    private static String line(final Forecast forecast, final Prediction prediction) {
        final Object[] cells = {forecast.bytesPerSecond(),
            forecast.downtimeLimitNs() == null ? "unlimited" : forecast.downtimeLimitNs(), prediction.model(),
            prediction.converges(), prediction.totalTimeNs(), prediction.downtimeNs(), prediction.bytes(),
            prediction.rounds(), prediction.floorNs(), forecast.throttle(), forecast.postcopyStallNs(),
            prediction.caveat()};
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
    }
}
