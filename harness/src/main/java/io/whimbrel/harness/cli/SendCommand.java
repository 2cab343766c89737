package io.whimbrel.harness.cli;

import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.end.SourceRun;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.harness.run.Message;
import io.whimbrel.harness.run.Speaker;
import io.whimbrel.harness.run.TwoProcesses;
import io.whimbrel.harness.scenario.Variant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The source, by hand. */
@Command(name = "send", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Runs a guest here and migrates it to a 'whimbrel receive' on this or another host. Ctrl-C ends "
        + "the migration and leaves the guest running here.")
final class SendCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Mixin
    private EndOptions options;

    @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "where the destination listens, as it prints it, for example host.example:20123")
    private String address;

    SendCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final EndProcess process = new EndProcess(options, TwoProcesses.SOURCE, terminal);
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Variant variant = scenarios.variant(catalog);
        options.check(catalog, variant);
        try (Speaker speaker = new Speaker(process.sink())) {
            final SourceRun source = new SourceRun(variant, catalog, speaker);
            return process.run(EndOrders.of(source), (driver, sink) -> {
                final SourceOutcome outcome = source.run(address, driver);
                speaker.say(new Message.SourceEnded(outcome));
                return verdict(outcome);
            }).code();
        }
    }

    private static ExitCode verdict(final SourceOutcome outcome) {
        if (outcome.verdict() != null && !outcome.verdict().verified()) {
            return ExitCode.MISMATCH;
        }
        if (outcome.migration().reason().equals("cancelled")) {
            return ExitCode.INTERRUPTED;
        }
        return outcome.migration().state() == SourceState.COMPLETED ? ExitCode.OK : ExitCode.FAILED;
    }
}
