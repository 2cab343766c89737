package io.whimbrel.harness.cli;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.DestinationRun;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.harness.run.Message;
import io.whimbrel.harness.run.Speaker;
import io.whimbrel.harness.run.TwoProcesses;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.Transport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The destination, by hand. */
@Command(name = "receive", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Waits for a guest from a 'whimbrel send', runs it for the scenario's 'phases.after', and proves "
        + "it. What the guest is comes from the source; of the scenario it needs link and phases only.")
final class ReceiveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Mixin
    private EndOptions options;

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "where to listen, for example 0.0.0.0:20123 (default: any free port of the loopback)")
    private String address;

    @Option(names = "--page-size", paramLabel = "BYTES", defaultValue = "0", description = "refuse guests with pages of another size; 0 takes any (default: ${DEFAULT-VALUE})")
    private int pageBytes;

    ReceiveCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final EndProcess process = new EndProcess(options, TwoProcesses.DESTINATION, terminal);
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Variant variant = scenarios.variant(catalog);
        options.check(catalog, variant);
        final String listening = address == null
                ? catalog.create(Transport.class, variant.link().transport()).anyAddress()
                : address;
        try (Speaker speaker = new Speaker(process.sink())) {
            final DestinationRun destination = new DestinationRun(variant, catalog, pageBytes, speaker);
            final EndOrders orders = options.isChild() ? EndOrders.ofRun(destination) : EndOrders.of(destination);
            return process.run(orders, (driver, sink) -> {
                final DestinationOutcome outcome = destination.run(listening, driver);
                speaker.say(new Message.DestinationEnded(outcome));
                return verdict(outcome);
            }).code();
        }
    }

    private static ExitCode verdict(final DestinationOutcome outcome) {
        if (outcome.verdict() != null && !outcome.verdict().verified()) {
            return ExitCode.MISMATCH;
        }
        return outcome.migration().state() == DestinationState.RUNNING ? ExitCode.OK : ExitCode.FAILED;
    }
}
