package io.whimbrel.harness.cli;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.run.ChildSettings;
import io.whimbrel.harness.run.DriverPlaces;
import io.whimbrel.harness.run.Migrator;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.run.TwoProcesses;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.harness.virtual.Agreement;
import io.whimbrel.harness.virtual.Agreement.Quantity;
import io.whimbrel.harness.virtual.Calibration;
import io.whimbrel.harness.virtual.MigrationFailedException;
import io.whimbrel.harness.virtual.VirtualMigrator;
import io.whimbrel.results.file.AtomicFile;
import io.whimbrel.results.table.TextTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets virtual time beside real time. */
@Command(name = "validate", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Runs a scenario in real and in virtual time and compares: bytes and rounds must agree within 5 %%, total "
        + "time within 10 %%, or the exit code is 4. Calibrates virtual time first.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-r",
        "--repeat"}, paramLabel = "N", defaultValue = "5", description = "real runs of each point of the matrix, of which the median counts (default: ${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--as-is", description = "take the scenario's section 'virtual' instead of calibrating")
    private boolean asIs;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "write the comparison as Markdown too")
    private Path output;

    ValidateCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Repetitions.checked(repetitions);
        NewFile.checkedIfAny(output);
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Migrator migrator = new TwoProcesses(new ChildSettings(ChildSettings.JAVA_FLAGS,
                scenarios.plugins().asArguments(), new DriverPlaces(null)));
        final List<String> virtual = asIs ? List.of() : calibrated(catalog, migrator);
        final Scenario scenario = scenarios.scenario(catalog, virtual);
        final List<Agreement> agreements = compare(scenario, migrator, new VirtualMigrator(catalog));
        final TextTable table = table(agreements);
        terminal.out().print(table.text());
        if (output != null) {
            final String text = "# Virtual time beside real time\n\nMedians of " + repetitions
                    + " real runs (and their "
                    + "ends) / virtual time = difference.\n\n" + table.markdown()
                    + (virtual.isEmpty() ? "" : "\n```\n" + String.join("\n", virtual) + "\n```\n");
            AtomicFile.write(output, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
        return (agreements.stream().allMatch(Agreement::holds) ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private List<String> calibrated(final PluginCatalog catalog, final Migrator migrator) {
        terminal.err().println("calibrating");
        final Variant bare = scenarios.scenario(catalog, CalibrateCommand.BARE).variants().getFirst();
        final Calibration.Calibrated values = new Calibration(bare, catalog, migrator)
                .measure(repetitions);
        return List.of("virtual.costs=" + values.costs(), "virtual.link=" + values.link());
    }

    /** The variants take turns, so that whatever disturbs the machine for a while disturbs all of them. */
    private List<Agreement> compare(final Scenario scenario, final Migrator real, final Migrator virtual) {
        final List<List<SourceReport>> reports = new ArrayList<>();
        scenario.variants().forEach(variant -> reports.add(new ArrayList<>()));
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (int i = 0; i < scenario.variants().size(); i++) {
                final Variant variant = scenario.variants().get(i);
                terminal.err().println("real " + (repetition + 1) + "/" + repetitions + ": " + variant.label());
                reports.get(i).add(migrate(variant, real));
            }
        }
        return IntStream.range(0, reports.size()).mapToObj(i -> {
            final Variant variant = scenario.variants().get(i);
            return new Agreement(variant.label(), reports.get(i), migrate(variant, virtual));
        }).toList();
    }

    private static SourceReport migrate(final Variant variant, final Migrator migrator) {
        final Pair pair = migrator.migrate(variant, (role, message) -> {});
        if (pair.source() == null || pair.source().migration().state() != SourceState.COMPLETED
                || pair.destination() == null || !pair.destination().verdict().verified()) {
            throw new MigrationFailedException(
                    variant.label() + ": a migration to compare with did not complete, or was not"
                            + " verified: " + (pair.source() == null
                                    ? String.join("; ", pair.troubles())
                                    : pair.source().migration().reason()));
        }
        return pair.source().migration();
    }

    private static TextTable table(final List<Agreement> agreements) {
        final List<String> headings = Stream.concat(Stream.of("real / virtual"),
                Stream.concat(Stream.of(Quantity.values()).map(Quantity::title), Stream.of("agrees"))).toList();
        final TextTable table = TextTable.flushLeft(headings);
        for (final Agreement agreement : agreements) {
            table.row(Stream.concat(Stream.of(agreement.label()),
                    Stream.concat(Stream.of(Quantity.values()).map(agreement::cell),
                            Stream.of(agreement.holds() ? "yes" : "NO")))
                    .toList());
        }
        return table;
    }
}
