package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** When each page of a guest is written for the last time before an instant, and the pages in the order of these times. */
final class LastWrites {

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] lastNs;
    private final int[] pages;

    /**
     * @param lastNs for each page the time of its last write, in nanoseconds since the guest was started
     */
    LastWrites(final long[] lastNs) {
        this.lastNs = lastNs;
        pages = IntStream.range(0, lastNs.length).boxed()
                .sorted((one, other) -> Long.compare(lastNs[one], lastNs[other])).mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Reads them off a trace.
     *
     * @param file     the trace
     * @param beforeNs the instant, in nanoseconds since the guest was started
     */
    static LastWrites before(final Path file, final long beforeNs) {
        final TraceFile trace = TraceFile.open(file);
        final TraceReader reader = trace.read();
        final long[] lastNs = new long[Math.toIntExact(trace.header().pages())];
        Arrays.fill(lastNs, NEVER);
        while (reader.next() && reader.timeNs() <= beforeNs) {
            if (reader.isWrite()) {
                lastNs[(int) reader.page()] = reader.timeNs();
            }
        }
        return new LastWrites(lastNs);
    }

    int count() {
        return pages.length;
    }

    /** The page that is done with as the n-th, from 0. */
    long page(final int n) {
        return pages[n];
    }

    /** When it is. */
    long doneNs(final int n) {
        return lastNs[pages[n]];
    }
}
