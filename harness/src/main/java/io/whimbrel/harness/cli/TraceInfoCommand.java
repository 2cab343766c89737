package io.whimbrel.harness.cli;

import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.summary.TraceSummarizer;
import io.whimbrel.workloads.trace.summary.TraceSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a trace is like. */
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Checks a trace and tells what it is like: counts, rate over time, dirty curve and access curve, "
        + "reuse, hot pages.")
final class TraceInfoCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the trace")
    private Path file;

    @Option(names = "--windows", paramLabel = "TIME", split = ",", defaultValue = "1ms,3ms,10ms,30ms,100ms,300ms,1s,3s,10s,30s,100s", converter = Converters.Duration.class, description = "for how long a time from a clean start distinct pages are counted (default: ${DEFAULT-VALUE})")
    private List<Long> windowsNs;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    TraceInfoCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final TraceSummary summary = new TraceSummarizer(windowsNs).summarize(TraceFile.open(file));
        terminal.out().print(json ? Json.print(summary) + "\n" : TraceStory.of(summary));
        return 0;
    }
}
