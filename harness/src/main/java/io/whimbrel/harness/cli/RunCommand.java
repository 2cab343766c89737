package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.doctor.Doctor;
import io.whimbrel.harness.doctor.Finding;
import io.whimbrel.harness.process.AtExit;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.run.Campaign;
import io.whimbrel.harness.run.ChildSettings;
import io.whimbrel.harness.run.DriverPlaces;
import io.whimbrel.harness.run.Hindsight;
import io.whimbrel.harness.run.Migrator;
import io.whimbrel.harness.run.OneProcess;
import io.whimbrel.harness.run.ProgressDisplay;
import io.whimbrel.harness.run.TwoProcesses;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioYaml;
import io.whimbrel.harness.virtual.VirtualMigrator;
import io.whimbrel.results.file.AtomicFile;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.RunJson;
import io.whimbrel.results.record.RunRecord;
import io.whimbrel.results.table.ComparisonTable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a scenario and prints the comparison. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Migrates a guest between two processes of this machine, once for each point of the scenario's "
        + "matrix, proves each migration, and prints how they compare. Meanwhile 'whimbrel control' with its process id "
        + "gives orders to the migration under way.")
final class RunCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-o",
        "--output"}, paramLabel = "DIR", description = "where the results go (default: whimbrel-runs/NAME-DATE-TIME)")
    private Path output;

    @Option(names = {"-r", "--repeat"}, paramLabel = "N", description = "run each point of the matrix N times "
            + "(default: the scenario's 'repeat')")
    private Integer repeat;

    @Option(names = "--in-process", description = "both ends in one process, instead of one process each")
    private boolean inProcess;

    @Option(names = "--virtual", description = "simulate: the same migration code and heuristics in virtual time, "
            + "over a modelled link; the same scenario gives the same figures everywhere")
    private boolean virtual;

    @Option(names = "--aeron-dir", paramLabel = "DIR", description = "use the media driver that runs there (default: each end hosts its own)")
    private Path aeronDirectory;

    @Option(names = {"-n", "--dry-run"}, description = "print the effective configuration and run nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print the record as JSON instead of the table")
    private boolean json;

    @Option(names = {"-q", "--quiet"}, description = "show no progress")
    private boolean quiet;

    RunCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (virtual && (inProcess || aeronDirectory != null)) {
            throw new UnusableInputException("--virtual: runs no processes and no media driver; leave out "
                    + (inProcess ? "--in-process" : "--aeron-dir"));
        }
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Scenario scenario = scenarios.scenario(catalog, repeat == null ? List.of() : List.of("repeat=" + repeat));
        new DriverPlaces(aeronDirectory).requireUse(catalog, scenario.variants());
        if (dryRun) {
            terminal.out().print(json ? Json.print(scenario.tree()) + "\n" : ScenarioYaml.print(scenario));
            return 0;
        }
        final RunDirectory directory = RunDirectory.create(output == null ? usualDirectory(scenario) : output);
        final PrintStream err = quiet ? new PrintStream(OutputStream.nullOutputStream()) : terminal.err();
        final Migrator migrator = migrator(catalog);
        final Campaign campaign = new Campaign(scenario, migrator, new Hindsight(catalog), directory,
                new ProgressDisplay(err, terminal.errIsTerminal()), SystemEpochClock.INSTANCE,
                spec.commandLine().getParent().getParseResult().originalArgs());
        final RunRecord run;
        try (ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace());
                AtExit hook = AtExit.run(() -> farewell(directory, scratch))) {
            final ControlSocket socket = ControlSocket.open(scratch.path(), migrator.orders());
            try {
                run = campaign.run(inProcess || virtual
                        ? ManagementFactory.getRuntimeMXBean().getInputArguments()
                        : ChildSettings.allJavaFlags());
                hook.check();
            } finally {
                socket.close();
            }
        } catch (final UnusableInputException e) {
            directory.removeIfEmpty();
            throw e;
        }
        if (json) {
            terminal.out().print(RunJson.print(run));
        } else {
            terminal.out().print(new ComparisonTable(run.variants()).text());
            terminal.out().println();
            terminal.out().println("wrote " + directory.path());
            err.print(virtual ? "" : caution());
        }
        return Campaign.verdict(run).code();
    }

    /** Figures are only as good as the machine: says so where it matters. */
    private static String caution() {
        final long warnings = Doctor.ofThisMachine().examine().stream()
                .filter(finding -> finding.level() == Finding.Level.WARN).count();
        return warnings == 0
                ? ""
                : warnings + " things about this machine disturb measurements: see 'whimbrel doctor'\n";
    }

    private void farewell(final RunDirectory directory, final ScratchDirectory scratch) {
        AtomicFile.writeNoMore();
        terminal.err().println("whimbrel: interrupted; what was measured so far is in " + directory.path());
        ScratchDirectory.delete(scratch.path());
    }

    private Migrator migrator(final PluginCatalog catalog) {
        if (virtual) {
            return new VirtualMigrator(catalog);
        }
        final DriverPlaces drivers = new DriverPlaces(aeronDirectory);
        return inProcess
                ? new OneProcess(catalog, drivers)
                : new TwoProcesses(new ChildSettings(ChildSettings.JAVA_FLAGS, scenarios.plugins().asArguments(),
                        drivers));
    }

    private static Path usualDirectory(final Scenario scenario) {
        return Path.of("whimbrel-runs", scenario.name().replaceAll("[^A-Za-z0-9._-]+", "-") + "-"
                + LocalDateTime.now().format(STAMP));
    }
}
