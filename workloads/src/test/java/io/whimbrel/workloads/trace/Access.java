package io.whimbrel.workloads.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One access, for tests that keep them in lists. */
public record Access(long timeNs, int vcpu, long page, boolean write, int bytesChanged) {

    public static Access read(final long timeNs, final int vcpu, final long page) {
        return new Access(timeNs, vcpu, page, false, 0);
    }

    public static Access write(final long timeNs, final int vcpu, final long page, final int bytesChanged) {
        return new Access(timeNs, vcpu, page, true, bytesChanged);
    }

    public static List<Access> of(final TraceFile trace) {
        final List<Access> accesses = new ArrayList<>();
        trace.readInto((timeNs, vcpu, page, write, bytesChanged) -> accesses
                .add(new Access(timeNs, vcpu, page, write, bytesChanged)));
        return accesses;
    }

    public static TraceFile trace(final Path file, final TraceHeader header, final List<Access> accesses) {
        try (TraceWriter writer = new TraceWriter(file, header.pageBytes(), header.vcpus(), header.description())) {
            accesses.forEach(access -> access.into(writer));
            writer.complete(header.pages());
        }
        return TraceFile.open(file);
    }

    public void into(final AccessSink sink) {
        sink.access(timeNs, vcpu, page, write, bytesChanged);
    }
}
