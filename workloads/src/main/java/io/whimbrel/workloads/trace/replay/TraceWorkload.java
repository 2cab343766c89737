package io.whimbrel.workloads.trace.replay;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.Workload;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceHeader;
import java.nio.file.Path;
import java.util.List;

/**
 * Does what a trace says, when it says it. Rate, arrivals and patterns are the trace's; what the memory holds at first
 * and what a write makes of it are the guest's.
 *
 * @param file   the trace
 * @param warp   how many times as fast as it was recorded
 * @param digest of the trace, so that another is refused; empty where any will do
 */
public record TraceWorkload(String file, double warp, String digest) implements Workload {

    private static final double MIN_WARP = 0.001;
    private static final double MAX_WARP = 1000;

    /**
     * Lists it.
     *
     * @return the workload under its name
     */
    public static Plugin<Workload> plugin() {
        return new Plugin<>(Workload.class, "trace",
                "the accesses of a trace at their times, whatever rate, arrival and patterns are", "",
                List.of(Parameter.of("file", Parameter.Type.TEXT, "", 0, 0,
                        "the trace, by a path that is right at both ends, without comma and parentheses"),
                        Parameter.of("warp", Parameter.Type.NUMBER, "1", MIN_WARP, MAX_WARP,
                                "how many times as fast as it was recorded"),
                        Parameter.of("digest", Parameter.Type.TEXT, "", 0, 0,
                                "refuse traces with another digest than this, which 'trace info' prints")),
                arguments -> new TraceWorkload(arguments.asText("file"), arguments.asDouble("warp"),
                        arguments.asText("digest")));
    }

    @Override
    public String locality() {
        return "uniform";
    }

    @Override
    public GuestProgram program(final GuestSetup setup) {
        if (file.isEmpty()) {
            throw new IllegalArgumentException("trace: file is missing; name one as in trace(file=my.trace)");
        }
        final TraceFile trace = TraceFile.open(Path.of(file));
        if (!digest.isEmpty() && !digest.equals(trace.digest())) {
            throw new IllegalArgumentException(
                    file + ": this trace has the digest " + trace.digest() + ", not " + digest);
        }
        checkFits(trace.header(), setup);
        return new TraceGuest(setup, TraceIndex.of(trace), warp);
    }

    private void checkFits(final TraceHeader header, final GuestSetup setup) {
        if (header.pageBytes() != setup.geometry().pageBytes()) {
            throw new IllegalArgumentException(file + ": the trace has pages of "
                    + Quantities.formatBytes(header.pageBytes()) + ", the guest has pages of "
                    + Quantities.formatBytes(setup.geometry().pageBytes()));
        }
        if (header.pages() > setup.geometry().pages()) {
            throw new IllegalArgumentException(file + ": the trace has " + header.pages()
                    + " pages, the guest has " + setup.geometry().pages() + "; it needs "
                    + Quantities.formatBytes(header.geometry().memoryBytes()) + " of memory");
        }
        if (header.vcpus() != setup.vcpus()) {
            throw new IllegalArgumentException(file + ": the trace is of " + header.vcpus()
                    + " vCPUs, the guest has " + setup.vcpus());
        }
    }
}
