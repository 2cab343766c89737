package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceWriter;
import io.whimbrel.workloads.trace.convert.LackeyImport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a trace of what another program has recorded. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Makes a trace of another program's. lackey: what 'valgrind --tool=lackey --trace-mem=yes' prints; "
        + "pages are numbered in the order of their first access.")
final class TraceImportCommand implements Callable<Integer> {

    private static final String LACKEY = "lackey";

    private final Terminal terminal;

    @Parameters(paramLabel = "IN", description = "the file to read")
    private Path input;

    @Option(names = "--from", paramLabel = "FORMAT", required = true, description = "what wrote the file: lackey")
    private String format;

    @Option(names = "--page-size", paramLabel = "BYTES", defaultValue = "4KiB", converter = Converters.Bytes.class, description = "a power of two from 4KiB to 2MiB (default: ${DEFAULT-VALUE})")
    private long pageBytes;

    @Option(names = "--ns-per-access", paramLabel = "NS", defaultValue = "10", description = "time from one load, store or modification to the next, in nanoseconds (default: ${DEFAULT-VALUE})")
    private long nsPerAccess;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", required = true, description = "the trace to write; must not be there yet")
    private Path output;

    @Option(names = "--json", description = "print what was written as JSON")
    private boolean json;

    TraceImportCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!format.equals(LACKEY)) {
            throw new UnusableInputException("--from: nothing is known of the format '" + format + "'"
                    + Names.suggestion(format, List.of(LACKEY)));
        }
        if (nsPerAccess < 0) {
            throw new UnusableInputException("--ns-per-access: " + nsPerAccess + " is less than 0");
        }
        final int page = (int) Math.min(pageBytes, Integer.MAX_VALUE);
        final LackeyImport lackey = new LackeyImport(page, nsPerAccess);
        try (TraceWriter writer = new TraceWriter(NewFile.checked(output), page, 1,
                "imported from " + LACKEY + ": " + input.getFileName() + ", " + nsPerAccess + " ns per access")) {
            lackey.read(input, writer);
            if (writer.accesses() == 0) {
                throw new UnusableInputException(input + ": there is no access in it");
            }
            writer.complete(writer.pagesAccessed());
        }
        print(TraceFile.open(output));
        return 0;
    }

    private void print(final TraceFile trace) {
        if (json) {
            final Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("file", output.toString());
            tree.put("digest", trace.digest());
            tree.put("fileBytes", trace.bytes());
            tree.put("accesses", trace.accesses());
            tree.put("pages", trace.header().pages());
            tree.put("pageBytes", trace.header().pageBytes());
            terminal.out().println(Json.print(tree));
            return;
        }
        terminal.out().println(String.format(Locale.ROOT, "wrote %s: %,d accesses to %,d pages of %s, %s, digest %s",
                output, trace.accesses(), trace.header().pages(), Quantities.formatBytes(pageBytes),
                Quantities.formatBytes(trace.bytes()), trace.digest()));
    }
}
