package io.whimbrel.workloads.trace.convert;

import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;
import java.io.IOException;

/** Writes a trace as comma-separated values: one line of names, and one for each access. */
public final class CsvExport {

    /** The line of names. */
    public static final String HEADINGS = "timeNs,vcpu,page,access,bytesChanged";

    private CsvExport() {}

    /**
     * Writes a trace.
     *
     * @param trace the trace
     * @param out   where to
     * @throws IOException when it cannot be written
     */
    public static void write(final TraceFile trace, final Appendable out) throws IOException {
        out.append(HEADINGS).append('\n');
        final StringBuilder line = new StringBuilder();
        final TraceReader reader = trace.read();
        while (reader.next()) {
            line.setLength(0);
            line.append(reader.timeNs()).append(',').append(reader.vcpu()).append(',').append(reader.page())
                    .append(reader.isWrite() ? ",write," : ",read,").append(reader.bytesChanged()).append('\n');
            out.append(line);
        }
    }
}
