package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.image.LazyPlan;
import io.whimbrel.harness.image.LazyRestoration;
import io.whimbrel.harness.image.LazyRestoreRun;
import io.whimbrel.harness.image.Restoration;
import io.whimbrel.harness.image.RestoreRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a guest go on from an image. */
@Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Reads a guest from an image and its ancestors, lets it go on, and proves that it is what it would "
        + "have been had it never stopped.")
final class RestoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "IMAGE", description = "written by 'whimbrel checkpoint'")
    private Path image;

    @Mixin
    private PluginOptions plugins;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "2s", converter = Converters.Duration.class, description = "how long the guest runs before it is verified (default: ${DEFAULT-VALUE})")
    private long forNs;

    @ArgGroup(exclusive = false)
    private LazyOptions lazily;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = {"-q", "--quiet"}, description = "show no progress")
    private boolean quiet;

    RestoreCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final PluginCatalog catalog = plugins.catalog();
        final ReplayVerdict verdict = lazily == null ? restoreWhole(catalog) : restoreLazily(catalog);
        return (verdict.verified() ? ExitCode.OK : ExitCode.MISMATCH).code();
    }

    private ReplayVerdict restoreWhole(final PluginCatalog catalog) {
        final Restoration restoration = new RestoreRun(catalog, SystemNanoClock.INSTANCE, this::tell).run(image,
                forNs);
        terminal.out().print(json ? Json.print(ImageTrees.of(restoration)) + "\n" : story(restoration));
        return restoration.verdict();
    }

    private ReplayVerdict restoreLazily(final PluginCatalog catalog) {
        final LazyPlan plan = lazily.plan(image, forNs);
        final LazyRestoration lazy = new LazyRestoreRun(catalog, SystemNanoClock.INSTANCE, this::tell).run(plan);
        terminal.out().print(json ? Json.print(ImageTrees.of(lazy)) + "\n" : LazyStory.of(lazy));
        if (plan.record() != null) {
            tell("wrote " + plan.record() + ": restore with --lazy --prefetch 'recorded(" + plan.record() + ")'");
        }
        return lazy.restoration().verdict();
    }

    private void tell(final String line) {
        if (!quiet) {
            terminal.err().println(line);
        }
    }

    private static String story(final Restoration restoration) {
        return "restored " + Quantities.formatBytes(restoration.manifest().geometry().memoryBytes()) + " in "
                + Quantities.formatNs(restoration.restoredNs()) + "; the guest went on from "
                + Quantities.formatNs(restoration.manifest().point().state().guestTimeNs()) + " to "
                + Quantities.formatNs(restoration.guestTimeNs()) + " of its time\n" + restoration.verdict() + "\n";
    }
}
