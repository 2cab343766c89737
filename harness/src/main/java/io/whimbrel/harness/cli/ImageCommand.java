package io.whimbrel.harness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Image files: its subcommands do. */
@Command(name = "image", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Inspects, verifies, merges and prunes the images that 'whimbrel checkpoint' writes.")
final class ImageCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine with(final Terminal terminal) {
        return new CommandLine(new ImageCommand()).addSubcommand(new ImageInspectCommand(terminal))
                .addSubcommand(new ImageVerifyCommand(terminal)).addSubcommand(new ImageMergeCommand(terminal))
                .addSubcommand(new ImagePruneCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
