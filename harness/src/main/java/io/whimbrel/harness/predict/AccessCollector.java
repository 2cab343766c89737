package io.whimbrel.harness.predict;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.results.model.ClairvoyantModel;
import io.whimbrel.results.model.Forecast;
import io.whimbrel.results.model.HistoryCurve;
import io.whimbrel.results.model.ModelledGuest;
import io.whimbrel.results.model.PrecopyModel;
import io.whimbrel.results.optimum.AccessHistory;
import io.whimbrel.workloads.trace.AccessSink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Keeps of a guest's accesses what a prediction needs: from some instant on every write, and the first access to each
 * page; before it, which pages did not stay as they were.
 */
final class AccessCollector implements AccessSink {

    private static final int CLEAN_STARTS = 8;

    private final PageGeometry geometry;
    private final long fromNs;
    private final HierarchicalBitmap zero;
    private final HierarchicalBitmap accessed;
    private final AccessHistory writes;
    private final AccessHistory firstAccesses;

    /**
     * Begins to collect.
     *
     * @param geometry the guest's memory
     * @param fromNs   the instant from which on accesses count, nanoseconds of the guest's time
     * @param zero     the pages that are all zero when the guest is started; those that are written lose their place
     */
    AccessCollector(final PageGeometry geometry, final long fromNs, final HierarchicalBitmap zero) {
        this.geometry = geometry;
        this.fromNs = fromNs;
        this.zero = zero;
        accessed = new HierarchicalBitmap(geometry.pages());
        writes = new AccessHistory(geometry.pages());
        firstAccesses = new AccessHistory(geometry.pages());
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        if (timeNs < fromNs) {
            if (bytesChanged > 0) {
                zero.remove(page);
            }
            return;
        }
        if (accessed.add(page)) {
            firstAccesses.add(timeNs - fromNs, page);
        }
        if (write && !isLast(timeNs - fromNs, page)) {
            writes.add(timeNs - fromNs, page);
        }
    }

    /** An operation writes to its page in several places. */
    private boolean isLast(final long sinceNs, final long page) {
        final int last = writes.size() - 1;
        return last >= 0 && writes.timeNs(last) == sinceNs && writes.page(last) == page;
    }

    /**
     * The guest as it was seen.
     *
     * @param lengthNs for how long accesses were collected, nanoseconds, at least 2: clean starts are taken from the
     *                 first half, so that the curve is known for the length of the other
     */
    Subject subject(final long lengthNs) {
        final long halfNs = lengthNs / 2;
        final long[] startsNs = LongStream.range(0, CLEAN_STARTS).map(i -> halfNs * i / (CLEAN_STARTS - 1)).toArray();
        final List<PrecopyModel> models = new ArrayList<>(Forecast.MODELS);
        models.add(new ClairvoyantModel(writes, zero, lengthNs));
        return new Subject(new ModelledGuest(geometry.pages(), zero.cardinality(), geometry.pageBytes(),
                HistoryCurve.of(writes, lengthNs, startsNs)), models, firstAccesses);
    }
}
