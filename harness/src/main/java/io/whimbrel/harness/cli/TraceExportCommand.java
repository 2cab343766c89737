package io.whimbrel.harness.cli;

import io.whimbrel.results.file.AtomicFile;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.convert.CsvExport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes text of a trace. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Writes a trace as comma-separated values: a line of names, and one for each access.")
final class TraceExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the trace")
    private Path file;

    @Option(names = {"-o",
        "--output"}, paramLabel = "CSV", description = "the file to write; must not be there yet (default: standard output)")
    private Path output;

    TraceExportCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        final TraceFile trace = TraceFile.open(file);
        if (output == null) {
            export(trace, terminal.out());
        } else {
            AtomicFile.write(NewFile.checked(output), out -> export(trace, out));
        }
        return 0;
    }

    private static void export(final TraceFile trace, final OutputStream out) throws IOException {
        final BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CsvExport.write(trace, writer);
        writer.flush();
    }
}
