package io.whimbrel.harness.cli;

import io.whimbrel.engine.memory.MemoryUnavailableException;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.virtual.MigrationFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Takes a command line apart, runs the command, and turns whatever goes wrong into one line and an exit code. */
public final class Cli {

    private static final int HELP_WIDTH = 120;

    private Cli() {}

    /**
     * Runs a command line.
     *
     * @param terminal  where to print
     * @param arguments as typed
     * @return the process's exit code
     */
    public static int execute(final Terminal terminal, final String... arguments) {
        final CommandLine line = new CommandLine(new WhimbrelCommand());
        line.addSubcommand(new RunCommand(terminal));
        line.addSubcommand(new SendCommand(terminal));
        line.addSubcommand(new ReceiveCommand(terminal));
        line.addSubcommand(new ControlCommand(terminal));
        line.addSubcommand(new ListCommand(terminal));
        line.addSubcommand(new DescribeCommand(terminal));
        line.addSubcommand(new PredictCommand(terminal));
        line.addSubcommand(new ProfileCommand(terminal));
        line.addSubcommand(new ScoreModelsCommand(terminal));
        line.addSubcommand(new CalibrateCommand(terminal));
        line.addSubcommand(new ValidateCommand(terminal));
        line.addSubcommand(new DoctorCommand(terminal));
        line.addSubcommand(TraceCommand.with(terminal));
        line.addSubcommand(new CheckpointCommand(terminal));
        line.addSubcommand(new RestoreCommand(terminal));
        line.addSubcommand(new SnapshotCommand(terminal));
        line.addSubcommand(ImageCommand.with(terminal));
        everywhere(line).forEach(command -> {
            command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.table()).width(HELP_WIDTH);
            command.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colors() ? Ansi.ON : Ansi.OFF));
            command.setOut(new PrintWriter(terminal.out(), true)).setErr(new PrintWriter(terminal.err(), true));
        });
        line.setParameterExceptionHandler((e, given) -> refuse(terminal, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(terminal, e));
        return line.execute(arguments);
    }

    private static Stream<CommandLine> everywhere(final CommandLine line) {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream().flatMap(Cli::everywhere));
    }

    private static int refuse(final Terminal terminal, final ParameterException e) {
        final String command = e.getCommandLine().getCommandSpec().qualifiedName();
        final List<String> suggestions = e instanceof final UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        terminal.err().println(command + ": " + firstLine(e.getMessage())
                + (suggestions.isEmpty() ? "" : "; did you mean '" + suggestions.getFirst() + "'?")
                + " (see " + command + " --help)");
        return ExitCode.UNUSABLE_INPUT.code();
    }

    private static int explain(final Terminal terminal, final Exception e) {
        if (e instanceof UnusableInputException || e instanceof IllegalArgumentException
                || e instanceof MemoryUnavailableException) {
            terminal.err().println("whimbrel: " + firstLine(e.getMessage()));
            return ExitCode.UNUSABLE_INPUT.code();
        }
        if (e instanceof MigrationFailedException) {
            terminal.err().println("whimbrel: " + firstLine(e.getMessage()));
            return ExitCode.FAILED.code();
        }
        if (e instanceof UncheckedIOException) {
            terminal.err().println("whimbrel: " + firstLine(e.getMessage()));
            return ExitCode.INTERNAL.code();
        }
        terminal.err().println("whimbrel: internal error: " + firstLine(e.toString()) + "; " + details(e));
        return ExitCode.INTERNAL.code();
    }

    private static String details(final Exception e) {
        final StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        try {
            final Path file = Files.createTempFile("whimbrel-error-", ".txt");
            Files.writeString(file, trace.toString());
            return "details are in " + file;
        } catch (final IOException unwritable) {
            return "details: " + trace.toString().replaceAll("\\s*\\R\\s*", " | ");
        }
    }

    private static String firstLine(final String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }
}
