package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.run.EndOrders;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Orders for a run, or for an end, in another process. */
@Command(name = "control", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Gives an order to a 'whimbrel run', 'send' or 'receive' of yours on this machine.", footer = {
    "", "A run understands status, switch-now, post-copy and cancel. They are for the migration under way, and "
            + "it goes on with the next. What is cut or in doubt it settles itself.",
    "",
    "A migration is in doubt when an end died or the link broke at the very moment at which the guest "
            + "changed hands. Find out whether the guest runs at the other end. If it does not and never will, say "
            + "run-here; if it does, say drop-here. Never say run-here to both.",
    "",
    "A migration whose link was cut after the guest was handed over is severed: each end holds a part of the guest. "
            + "Once the way is well again say recover to the destination, and when it listens again to the source. If "
            + "one end is dead for good the guest is lost; the other keeps what it has, and tells it as its status, "
            + "until it is told drop-here or ended by Ctrl-C. An order that makes no sense changes nothing and exits "
            + "with 2."})
final class ControlCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "PID", description = "the process: of a run its own, not those that it has started")
    private long pid;

    @Parameters(index = "1", paramLabel = "ORDER", description = "status; of a source whose guest runs while its pages go: switch-now "
            + "(pause it and send the rest), post-copy (hand it over, the rest follows); of a source that has not given the "
            + "guest up: cancel; of both ends of a "
            + "migration whose link was cut: recover (over another link, at the destination first); of an end in doubt: "
            + "run-here, drop-here; drop-here also gives up a guest whose other end died during post-copy")
    private String order;

    ControlCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!EndOrders.names().contains(order)) {
            throw new UnusableInputException(
                    "there is no order '" + order + "'" + Names.suggestion(order, EndOrders.names()));
        }
        terminal.out().println(ControlSocket.ask(pid, order));
        return 0;
    }
}
