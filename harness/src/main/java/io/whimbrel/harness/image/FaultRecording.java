package io.whimbrel.harness.image;

import io.whimbrel.engine.image.FaultListener;
import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.workloads.trace.TraceWriter;
import java.nio.file.Path;

/**
 * Writes what a guest had to wait for as a trace, which the prefetcher {@code recorded} of a later restore reads: the
 * working set of the run, in the order in which it was wanted.
 */
final class FaultRecording implements FaultListener, AutoCloseable {

    private final TraceWriter writer;
    private final long pages;

    FaultRecording(final Path file, final ImageManifest manifest) {
        pages = manifest.geometry().pages();
        writer = new TraceWriter(file, manifest.geometry().pageBytes(), manifest.point().vcpus(),
                manifest.point().guest());
    }

    @Override
    public void faulted(final long guestTimeNs, final int vcpu, final long page) {
        // Whether it was to be read or written nobody knows when it is not there.
        writer.access(guestTimeNs, vcpu, page, false, 0);
    }

    /** Gives the file its name, when the last page is there. */
    void complete() {
        writer.complete(pages);
    }

    /** Leaves nothing behind of a recording that was not completed. */
    @Override
    public void close() {
        writer.close();
    }
}
