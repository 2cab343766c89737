package io.whimbrel.harness.predict;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;

/**
 * A trace, from its beginning for as long as matters. It does not tell what pages hold: none is taken for zero.
 *
 * @param trace the trace
 */
record TraceInput(TraceFile trace) implements PredictionInput {

    private static final long SHORTEST_NS = 1_000;

    @Override
    public Subject subject(final long slowestBytesPerSecond) {
        final PageGeometry geometry = trace.header().geometry();
        final AccessCollector collector = new AccessCollector(geometry, 0, new HierarchicalBitmap(geometry.pages()));
        final long wantedNs = 2 * Horizon.ns(geometry, slowestBytesPerSecond);
        final TraceReader reader = trace.read();
        long lastNs = 0;
        while (reader.next()) {
            lastNs = reader.timeNs();
            if (lastNs > wantedNs) {
                break;
            }
            collector.access(lastNs, reader.vcpu(), reader.page(), reader.isWrite(), reader.bytesChanged());
        }
        if (lastNs < SHORTEST_NS) {
            throw new UnusableInputException(trace.path() + ": the trace lasts for " + lastNs
                    + " ns; a prediction takes at least " + SHORTEST_NS + " ns");
        }
        return collector.subject(Math.min(lastNs, wantedNs));
    }
}
