package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.image.SnapshotKind;
import io.whimbrel.harness.image.SnapshotOutcome;
import io.whimbrel.harness.image.SnapshotPlan;
import io.whimbrel.harness.image.SnapshotRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes snapshots of a guest that runs, and rolls it back to them. */
@Command(name = "snapshot", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Runs the guest of a scenario and takes snapshots of it, one after the other, in memory; brings it back to "
        + "each, if asked to. Each is proved by replay, and so is the guest, and what each cost is printed. One more is "
        + "taken first, which does not count: those that do then wait for no code to be loaded.")
final class SnapshotCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

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

    @Option(names = "--json", description = "print what was taken as JSON instead of the table")
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
        final SnapshotPlan plan = new SnapshotPlan(kind, count, everyNs, rollBack);
        final SnapshotOutcome outcome = new SnapshotRun(plan, scenarios.variant(catalog).guest(), catalog, line -> {
            if (!quiet) {
                terminal.err().println(line);
            }
        }).run();
        terminal.out()
                .print(json ? Json.print(SnapshotStory.tree(plan, outcome)) + "\n" : SnapshotStory.of(plan, outcome));
        return (outcome.verified() ? ExitCode.OK : ExitCode.MISMATCH).code();
    }
}
