package io.whimbrel.harness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Traces of accesses: its subcommands do. */
@Command(name = "trace", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Records, inspects, imports and exports traces of a guest's accesses. A trace is replayed as a "
        + "guest: guest.workload=trace(file=FILE).")
final class TraceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine with(final Terminal terminal) {
        return new CommandLine(new TraceCommand()).addSubcommand(new TraceRecordCommand(terminal))
                .addSubcommand(new TraceInfoCommand(terminal)).addSubcommand(new TraceImportCommand(terminal))
                .addSubcommand(new TraceExportCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
