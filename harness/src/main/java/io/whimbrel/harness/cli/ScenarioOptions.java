package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.scenario.Draft;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be run. */
final class ScenarioOptions {

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "a scenario in YAML; without one the built-in "
            + "scenario is run ('whimbrel run --dry-run' prints it, 'whimbrel list keys' tells what may be in one)")
    private Path file;

    @Option(names = {"-s", "--set"}, paramLabel = "KEY=VALUE", description = "set a key, for example "
            + "guest.memory=1GiB, which takes it out of the matrix; or an axis of the matrix, for example "
            + "matrix.guest.vcpus=[1, 2]; may be repeated")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private PluginOptions plugins;

    PluginOptions plugins() {
        return plugins;
    }

    /** Whether anything was said of what is to be run. */
    boolean areGiven() {
        return file != null || !assignments.isEmpty();
    }

    Scenario scenario(final PluginCatalog catalog, final List<String> further) {
        Draft draft = file == null ? ScenarioFile.builtIn() : ScenarioFile.read(file);
        for (final String assignment : assignments) {
            draft = draft.set(assignment);
        }
        for (final String assignment : further) {
            draft = draft.set(assignment);
        }
        return Scenario.of(draft, catalog);
    }

    /** The one variant that a single end runs. */
    Variant variant(final PluginCatalog catalog) {
        final List<Variant> variants = scenario(catalog, List.of()).variants();
        if (variants.size() > 1 && file != null) {
            throw new UnusableInputException(file + ": one end runs one variant, and the matrix has " + variants.size()
                    + "; set its keys with --set");
        }
        return variants.getLast();
    }
}
