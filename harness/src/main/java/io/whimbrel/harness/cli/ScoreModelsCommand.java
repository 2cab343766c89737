package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.run.DriverPlaces;
import io.whimbrel.harness.run.Migrator;
import io.whimbrel.harness.run.OneProcess;
import io.whimbrel.harness.score.RandomWorkloads;
import io.whimbrel.harness.score.ScoreReport;
import io.whimbrel.harness.score.Trial;
import io.whimbrel.harness.virtual.VirtualMigrator;
import io.whimbrel.results.file.AtomicFile;
import io.whimbrel.results.file.ErrorCsv;
import io.whimbrel.results.table.ScoreTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out what the models of 'predict' are worth. */
@Command(name = "score-models", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Draws random workloads, has every model predict their migrations, runs these in virtual time, and "
        + "prints how far each model was off and how often it was right about convergence.", footer = {"",
            "Errors are (predicted - measured) / measured, where a migration ended as predicted; p50, p90 and max are of "
                    + "their absolute values, bias is the median with its sign. A model is applicable where it has no "
                    + "caveat and is of the migration's dirty-sync: 'continuous' of clear-at-send, the others of "
                    + "round-snapshot; 'clairvoyant' is a bound, and below zero is where it belongs. 'true +' is "
                    + "said to converge, and did; a migration that is given up after 20 times its first pass did not."})
final class ScoreModelsCommand implements Callable<Integer> {

    private static final int MOST_WORKLOADS = 100_000;

    private final Terminal terminal;

    @Option(names = {"-n",
        "--workloads"}, paramLabel = "N", defaultValue = "60", description = "how many (default: ${DEFAULT-VALUE})")
    private int workloads;

    @Option(names = "--real", paramLabel = "N", defaultValue = "0", description = "run N more, of 16 MiB with contents, in real time in this process (default: ${DEFAULT-VALUE})")
    private int real;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1", description = "of the workloads: the same seed gives the same figures (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE.csv", description = "write the cumulative distribution of the errors to a file too, as CSV: those in virtual time")
    private Path output;

    @Option(names = "--json", description = "print everything as JSON instead of tables")
    private boolean json;

    @Mixin
    private PluginOptions plugins;

    ScoreModelsCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        require("--workloads", workloads, 1);
        require("--real", real, 0);
        final Path csv = output == null ? null : NewFile.checked(output);
        final PluginCatalog catalog = plugins.catalog();
        final List<ScoreReport> reports = new ArrayList<>();
        reports.add(report("virtual", workloads, new VirtualMigrator(catalog), RandomWorkloads.Size.USUAL, catalog));
        if (real > 0) {
            reports.add(report("real", real, new OneProcess(catalog, new DriverPlaces(null)),
                    RandomWorkloads.Size.SMALL, catalog));
        }
        if (csv != null) {
            AtomicFile.write(csv,
                    out -> out.write(ErrorCsv.print(reports.getFirst().models()).getBytes(StandardCharsets.UTF_8)));
        }
        terminal.out().print(json ? Json.print(reports) + "\n" : tables(reports));
        if (csv != null && !json) {
            terminal.out().println("\nwrote " + csv);
        }
        return 0;
    }

    private static void require(final String option, final int value, final int least) {
        if (value < least || value > MOST_WORKLOADS) {
            throw new UnusableInputException(option + " " + value + ": expected a number from " + least + " to "
                    + MOST_WORKLOADS);
        }
    }

    private ScoreReport report(final String time, final int count, final Migrator migrator,
            final RandomWorkloads.Size size, final PluginCatalog catalog) {
        final RandomWorkloads drawn = new RandomWorkloads(seed, size, catalog);
        final Trial trial = new Trial(catalog, migrator);
        return ScoreReport.of(time, seed, Stream.generate(drawn::next).limit(count).map(trial::of).toList());
    }

    private static String tables(final List<ScoreReport> reports) {
        final StringBuilder text = new StringBuilder();
        for (final ScoreReport report : reports) {
            text.append(text.isEmpty() ? "" : "\n").append(report.migrations().size()).append(" random workloads in ")
                    .append(report.time()).append(" time, seed ").append(report.seed()).append("; ")
                    .append(report.converged()).append(" converged\n\n").append(ScoreTable.print(report.models()));
        }
        return text.toString();
    }
}
