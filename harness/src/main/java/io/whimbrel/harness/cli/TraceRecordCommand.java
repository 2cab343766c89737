package io.whimbrel.harness.cli;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.scenario.GuestSettings;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioYaml;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.workloads.WorkloadFactory;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceWriter;
import io.whimbrel.workloads.trace.record.Recording;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records the trace of a scenario's guest. */
@Command(name = "record", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Records what the guest of a scenario accesses in a time of its own, and prints what recording "
        + "cost. A guest does the same whenever it runs, so that nothing need be migrated for it, nor waited for.")
final class TraceRecordCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-d",
        "--duration"}, paramLabel = "TIME", defaultValue = "10s", converter = Converters.Duration.class, description = "of the guest's own time, from its start (default: ${DEFAULT-VALUE})")
    private long durationNs;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", required = true, description = "the trace to write; must not be there yet")
    private Path output;

    @Option(names = {"-n", "--dry-run"}, description = "print the effective configuration and record nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print what was recorded, and what it cost, as JSON")
    private boolean json;

    TraceRecordCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final Scenario scenario = scenarios.scenario(catalog, List.of());
        if (dryRun) {
            terminal.out().print(json ? Json.print(scenario.tree()) + "\n" : ScenarioYaml.print(scenario));
            return 0;
        }
        record(onlyGuest(scenario), catalog);
        return 0;
    }

    /** Variants may differ in how the guest is migrated, but not in what it is. */
    private static GuestSettings onlyGuest(final Scenario scenario) {
        final List<GuestSettings> guests = scenario.variants().stream().map(Variant::guest).toList();
        final GuestSettings first = guests.getFirst();
        for (final GuestSettings guest : guests) {
            if (!guest.geometry().equals(first.geometry()) || guest.vcpus() != first.vcpus()
                    || !guest.spec().equals(first.spec())) {
                throw new UnusableInputException("a trace is of one guest, and the matrix has several; set the keys "
                        + "that begin with 'guest.' with --set");
            }
        }
        return first;
    }

    private void record(final GuestSettings guest, final PluginCatalog catalog) {
        final GuestProgram program = new WorkloadFactory(catalog).create(guest.spec(), guest.geometry(),
                guest.vcpus());
        final TraceRecorder recorder = new TraceRecorder(program, guest.geometry(), SystemNanoClock.INSTANCE);
        final Recording recording;
        try (TraceWriter writer = new TraceWriter(NewFile.checked(output), guest.geometry().pageBytes(),
                guest.vcpus(), guest.spec().toString())) {
            recording = recorder.recordFor(durationNs, writer);
            writer.complete(guest.geometry().pages());
        }
        print(recording, recorder.bareNs(recording), TraceFile.open(output));
    }

    private void print(final Recording recording, final long bareNs, final TraceFile trace) {
        final double accesses = Math.max(1, recording.accesses());
        if (json) {
            final Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("file", output.toString());
            tree.put("digest", trace.digest());
            tree.put("fileBytes", trace.bytes());
            tree.put("operations", recording.operations());
            tree.put("accesses", recording.accesses());
            tree.put("bytesPerAccess", trace.bytes() / accesses);
            tree.put("recordedNsPerAccess", recording.elapsedNs() / accesses);
            tree.put("bareNsPerAccess", bareNs / accesses);
            terminal.out().println(Json.print(tree));
            return;
        }
        terminal.out().println(String.format(Locale.ROOT, "recorded %,d operations, %,d accesses in %s of guest time",
                recording.operations(), recording.accesses(), Quantities.formatNs(durationNs)));
        terminal.out().println(String.format(Locale.ROOT, "cost: %.1f ns per access, %.1f ns when not recorded; %.2f B "
                + "per access in the file", recording.elapsedNs() / accesses, bareNs / accesses,
                trace.bytes() / accesses));
        terminal.out().println("wrote " + output + ", " + Quantities.formatBytes(trace.bytes()) + ", digest "
                + trace.digest());
    }
}
