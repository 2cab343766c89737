package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.run.ChildSettings;
import io.whimbrel.harness.run.DriverPlaces;
import io.whimbrel.harness.run.TwoProcesses;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.harness.virtual.Calibration;
import io.whimbrel.results.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what virtual time must be told of this machine. */
@Command(name = "calibrate", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Measures on this machine what a migration's work costs and what the scenario's transport is like, and "
        + "prints the scenario section 'virtual' by which 'run --virtual' simulates it.")
final class CalibrateCommand implements Callable<Integer> {

    /** A migration by which machine and link show what they can do. */
    static final List<String> BARE = List.of("migration.strategy=stop-and-copy", "link.bandwidth=unlimited",
            "phases.warm-up=200ms", "phases.before=0s", "phases.after=0s");

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-r",
        "--repeat"}, paramLabel = "N", defaultValue = "5", description = "take the median of N (default: ${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "write the section to a file too")
    private Path output;

    CalibrateCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Repetitions.checked(repetitions);
        NewFile.checkedIfAny(output);
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Variant variant = scenarios.scenario(catalog, BARE).variants().getFirst();
        final String yaml = new Calibration(variant, catalog, new TwoProcesses(new ChildSettings(
                ChildSettings.JAVA_FLAGS, scenarios.plugins().asArguments(), new DriverPlaces(null))))
                .measure(repetitions).yaml();
        if (output != null) {
            AtomicFile.write(output, out -> out.write(yaml.getBytes(StandardCharsets.UTF_8)));
        }
        terminal.out().print(yaml);
        return 0;
    }
}
