package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.image.Checkpoint;
import io.whimbrel.harness.image.CheckpointKind;
import io.whimbrel.harness.image.CheckpointOutcome;
import io.whimbrel.harness.image.CheckpointPlan;
import io.whimbrel.harness.image.CheckpointRun;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.table.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes checkpoints of a guest that runs. */
@Command(name = "checkpoint", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Runs the guest of a scenario and writes it to an image file, while it stands still or, with "
        + "--kind virtual, runs on; several times, if asked to, each image then holding what has changed since the one "
        + "before. Each is restored and proved, and so is the guest.")
final class CheckpointCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-o",
        "--output"}, paramLabel = "IMAGE", required = true, description = "the image to write; must not be there yet. Those after the first are called IMAGE.1, IMAGE.2 and so on")
    private Path output;

    @Option(names = "--after", paramLabel = "TIME", defaultValue = "2s", converter = Converters.Duration.class, description = "how long the guest runs before (default: ${DEFAULT-VALUE})")
    private long afterNs;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "how many checkpoints to take, 1 to 1000 (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--every", paramLabel = "TIME", defaultValue = "500ms", converter = Converters.Duration.class, description = "how long the guest runs between one and the next, and after the last (default: ${DEFAULT-VALUE})")
    private long everyNs;

    @Option(names = "--parent", paramLabel = "IMAGE", description = "the guest goes on from this image, which says "
            + "what it is, so no scenario is given, and has the pages that the new one has not (default: the scenario's guest "
            + "begins, and the first image has all pages)")
    private Path parent;

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "full", description = "${COMPLETION-CANDIDATES}: "
            + "whether the guest stands still until the image is written, or runs on and saves the pages that it changes "
            + "(default: ${DEFAULT-VALUE})")
    private CheckpointKind kind;

    @Option(names = "--json", description = "print what was taken as JSON instead of the table")
    private boolean json;

    @Option(names = {"-q", "--quiet"}, description = "show no progress")
    private boolean quiet;

    CheckpointCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (count < 1 || count > 1_000) {
            throw new UnusableInputException("--count " + count + ": expected 1 to 1000");
        }
        if (parent != null && scenarios.areGiven()) {
            throw new UnusableInputException("--parent: what the guest is stands in " + parent
                    + "; a scenario or --set is for a guest that begins");
        }
        final List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(NewFile.checked(i == 0 ? output : output.resolveSibling(output.getFileName() + "." + i)));
        }
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Variant variant = scenarios.variant(catalog);
        final CheckpointOutcome outcome = new CheckpointRun(new CheckpointPlan(files, parent, kind, afterNs, everyNs),
                variant.guest(), catalog, () -> ThreadLocalRandom.current().nextLong() | 1, SystemNanoClock.INSTANCE,
                line -> {
                    if (!quiet) {
                        terminal.err().println(line);
                    }
                }).run();
        terminal.out().print(json ? Json.print(ImageTrees.of(outcome)) + "\n" : story(outcome));
        return (outcome.verified() ? ExitCode.OK : ExitCode.MISMATCH).code();
    }

    private static String story(final CheckpointOutcome outcome) {
        final TextTable table = new TextTable(
                List.of("image", "guest time", "pause", "written in", "pages", "of them zero", "verified"),
                List.of("", "", "", "", "", "", ""));
        for (final Checkpoint checkpoint : outcome.checkpoints()) {
            table.row(List.of(checkpoint.file().toString(),
                    Quantities.formatNs(checkpoint.manifest().point().state().guestTimeNs()),
                    Quantities.formatNs(checkpoint.pauseNs()), Quantities.formatNs(checkpoint.writeNs()),
                    String.format(Locale.ROOT, "%,d",
                            checkpoint.manifest().storedPages() + checkpoint.manifest().zeroPages()),
                    String.format(Locale.ROOT, "%,d", checkpoint.manifest().zeroPages()),
                    checkpoint.verdict().verified() ? "yes" : "NO"));
        }
        final StringBuilder text = new StringBuilder(table.text());
        outcome.checkpoints().stream().filter(checkpoint -> !checkpoint.verdict().verified())
                .forEach(checkpoint -> text.append(checkpoint.file()).append(": ").append(checkpoint.verdict())
                        .append('\n'));
        return text.append("the guest that ran on: ").append(outcome.guest()).append('\n').toString();
    }
}
