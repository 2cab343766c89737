package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.Build;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.image.SnapshotKind;
import io.whimbrel.harness.image.SnapshotOutcome;
import io.whimbrel.harness.image.SnapshotPlan;
import io.whimbrel.harness.image.SnapshotRecords;
import io.whimbrel.harness.image.SnapshotRun;
import io.whimbrel.harness.process.AtExit;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.environment.Machine;
import io.whimbrel.results.file.AtomicFile;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.EnvironmentRecord;
import io.whimbrel.results.record.RunJson;
import io.whimbrel.results.record.RunRecord;
import io.whimbrel.results.record.SnapshotsRecord;
import io.whimbrel.results.table.SnapshotTable;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes snapshots of a guest that runs, and rolls it back to them. */
@Command(name = "snapshot", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Runs the guest of a scenario and takes snapshots of it, one after the other, in memory; brings it back to "
        + "each, if asked to. Each is proved by replay, and so is the guest, and what each cost is printed. One more is "
        + "taken first, which does not count: those that do then wait for no code to be loaded.")
final class SnapshotCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-o",
        "--output"}, paramLabel = "DIR", description = "write the record, run.json, and one line for each snapshot, summary.csv, to this directory (default: nowhere)")
    private Path output;

    @Option(names = {"-n",
        "--count"}, paramLabel = "N", defaultValue = "10", description = "how many snapshots to take, 1 to "
                + MOST + " (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--every", paramLabel = "TIME", defaultValue = "200ms", converter = Converters.Duration.class, description = "how long the guest runs before each, and how long each is kept (default: ${DEFAULT-VALUE})")
    private long everyNs;

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "virtual", description = "${COMPLETION-CANDIDATES}: "
            + "whether the guest stands still until its memory is copied; or for an instant, and saves each page that it "
            + "writes for as long as the snapshot is kept; or does so only until all of it is copied, while it runs on "
            + "(default: ${DEFAULT-VALUE})")
    private SnapshotKind kind;

    @Option(names = "--rollback", description = "bring the guest back to each snapshot; it goes on from there")
    private boolean rollBack;

    @Option(names = "--json", description = "print the record as JSON instead of the table")
    private boolean json;

    @Option(names = {"-q", "--quiet"}, description = "show no progress")
    private boolean quiet;

    SnapshotCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new UnusableInputException("--count " + count + ": expected 1 to " + MOST);
        }
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Variant variant = scenarios.variant(catalog);
        if (output == null) {
            return tell(record(variant, catalog));
        }
        final RunDirectory directory = RunDirectory.create(output);
        try (AtExit hook = AtExit.run(() -> farewell(directory))) {
            final RunRecord run = record(variant, catalog);
            hook.check();
            directory.write(run);
            return tell(run);
        } finally {
            directory.removeIfEmpty();
        }
    }

    private static void farewell(final RunDirectory directory) {
        AtomicFile.writeNoMore();
        directory.removeIfEmpty();
    }

    private RunRecord record(final Variant variant, final PluginCatalog catalog) {
        final Machine machine = Machine.local();
        final EnvironmentRecord before = machine
                .environment(ManagementFactory.getRuntimeMXBean().getInputArguments(), Build.libraries());
        final String startedAt = Instant.now().toString();
        final SnapshotPlan plan = new SnapshotPlan(kind, count, everyNs, rollBack);
        final SnapshotOutcome outcome = new SnapshotRun(plan, variant.guest(), catalog, line -> {
            if (!quiet) {
                terminal.err().println(line);
            }
        }).run();
        return new RunRecord(RunRecord.SCHEMA_VERSION, Build.version(), Build.commit(), Build.dirty(), startedAt,
                spec.commandLine().getParent().getParseResult().originalArgs(), true, variant.tree(),
                before.endedAt(machine.loadAverage()), List.of(), SnapshotRecords.of(plan, outcome));
    }

    private int tell(final RunRecord run) {
        final SnapshotsRecord snapshots = run.snapshots();
        if (json) {
            terminal.out().print(RunJson.print(run));
        } else {
            terminal.out().print(new SnapshotTable(snapshots).text());
            if (output != null) {
                terminal.out().println("\nwrote " + output);
            }
        }
        return (snapshots.verified() ? ExitCode.OK : ExitCode.MISMATCH).code();
    }
}
