package io.whimbrel.harness.cli;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.predict.PredictionInput;
import io.whimbrel.harness.predict.Subject;
import io.whimbrel.harness.predict.WireCost;
import io.whimbrel.results.file.ForecastCsv;
import io.whimbrel.results.model.Forecast;
import io.whimbrel.results.table.ForecastTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works out beforehand what a migration would cost. */
@Command(name = "predict", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Predicts pre-copy by several models: whether it converges, its total time, downtime, bytes and rounds; "
        + "the throttle that it would need; and where the guest's accesses are known, the stall of post-copy.", footer = {
            "",
            "The models: 'rounds' applies the guest's own dirty curve round by round, as round-snapshot does; 'continuous' "
                    + "is for clear-at-send; 'capped-linear' and 'geometric' are the literature's, right for some "
                    + "guests; 'clairvoyant' is the bound, for guests whose writes are known. Rounds count the one "
                    + "with the guest paused. After 'never' stands the downtime beneath which it does not come. The "
                    + "throttle is the share of the time for which the guest must be held back, by the first model.",
            "",
            "A profile is YAML: pageSize, pages, sampledPages, sampledZeroPages, periodsMs: [...], "
                    + "sampledDirtyPages: [...], the distinct pages dirtied within each period from one clean start; "
                    + "'whimbrel profile' measures one."})
final class PredictCommand implements Callable<Integer> {

    private static final String UNLIMITED = "unlimited";
    private static final List<String> USUAL_BANDWIDTHS = List.of("1Gbit/s", "10Gbit/s", "25Gbit/s");

    private final Terminal terminal;

    @Parameters(paramLabel = "INPUT", description = "a measured profile or a scenario, in YAML, or a trace")
    private Path input;

    @Option(names = {"-b",
        "--bandwidth"}, split = ",", paramLabel = "LIST", description = "bandwidths such as 200MiB/s,1Gbit/s (default: the scenario's, else 1Gbit/s,10Gbit/s,25Gbit/s)")
    private List<String> bandwidths = new ArrayList<>();

    @Option(names = {"-d",
        "--downtime"}, split = ",", defaultValue = "300ms", paramLabel = "LIST", description = "downtime limits such as 30ms,300ms,unlimited; without a limit the guest is paused after the first pass (default: ${DEFAULT-VALUE})")
    private List<String> limits;

    @Option(names = "--header-bytes", paramLabel = "N", description = "bytes that go with every page beside its own, may be fractional (default: what this tool's wire needs, 19.2 for pages of 4 KiB)")
    private Double headerBytes;

    @Option(names = "--format", defaultValue = "table", paramLabel = "FORMAT", description = "table, csv or json (default: ${DEFAULT-VALUE})")
    private String format;

    @Option(names = {"-s",
        "--set"}, paramLabel = "KEY=VALUE", description = "set a key of the scenario; may be repeated")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private PluginOptions plugins;

    PredictCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!List.of("table", "csv", "json").contains(format)) {
            throw new UnusableInputException("--format " + format + ": expected table, csv or json");
        }
        if (headerBytes != null && !(headerBytes >= 0 && headerBytes < Double.POSITIVE_INFINITY)) {
            throw new UnusableInputException("--header-bytes " + headerBytes + ": expected a number from 0");
        }
        final List<Long> limitsNs = limits.stream().map(PredictCommand::limitNs).toList();
        final PredictionInput source = PredictionInput.open(input, assignments, plugins.catalog());
        final List<Long> bytesPerSecond = bandwidths(source);
        final Subject subject = source.subject(Collections.min(bytesPerSecond));
        print(forecasts(subject, bytesPerSecond, limitsNs));
        return 0;
    }

    private List<Long> bandwidths(final PredictionInput source) {
        if (bandwidths.isEmpty() && source.bytesPerSecond().isPresent()) {
            return List.of(source.bytesPerSecond().getAsLong());
        }
        return (bandwidths.isEmpty() ? USUAL_BANDWIDTHS : bandwidths).stream().map(PredictCommand::bandwidth).toList();
    }

    private static long bandwidth(final String text) {
        final String origin = "--bandwidth " + text + ": ";
        final long bytesPerSecond;
        try {
            bytesPerSecond = Quantities.bytesPerSecond(text);
        } catch (final IllegalArgumentException e) {
            throw new UnusableInputException(origin + e.getMessage(), e);
        }
        if (bytesPerSecond == 0 || bytesPerSecond == Long.MAX_VALUE) {
            throw new UnusableInputException(origin + "expected one that is more than 0 and limited");
        }
        return bytesPerSecond;
    }

    /** Null for no limit. */
    private static Long limitNs(final String text) {
        try {
            return text.trim().equals(UNLIMITED) ? null : (Long) Quantities.durationNs(text);
        } catch (final IllegalArgumentException e) {
            throw new UnusableInputException("--downtime " + text + ": " + e.getMessage() + "; or " + UNLIMITED, e);
        }
    }

    private List<Forecast> forecasts(final Subject subject, final List<Long> bytesPerSecond,
            final List<Long> limitsNs) {
        final double header = headerBytes == null
                ? WireCost.headerBytes(subject.guest().pageBytes())
                : headerBytes;
        final List<Forecast> forecasts = new ArrayList<>();
        for (final long bandwidth : bytesPerSecond) {
            final Long stallNs = subject.postcopyStallNs(bandwidth, header);
            limitsNs.forEach(
                    limitNs -> forecasts
                            .add(Forecast.of(subject.models(), subject.guest(), bandwidth, header, limitNs, stallNs)));
        }
        return forecasts;
    }

    private void print(final List<Forecast> forecasts) {
        terminal.out().print(switch (format.toLowerCase(Locale.ROOT)) {
            case "csv" -> ForecastCsv.print(forecasts);
            case "json" -> Json.print(forecasts) + "\n";
            default -> ForecastTable.print(forecasts);
        });
    }
}
