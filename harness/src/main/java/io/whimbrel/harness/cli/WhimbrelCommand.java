package io.whimbrel.harness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself does nothing: its subcommands do. */
@Command(name = "whimbrel", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Measures live memory migration: moves a running guest between two processes and proves that not "
        + "a byte was lost.", footer = {"", "Begin with: whimbrel run"})
final class WhimbrelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
