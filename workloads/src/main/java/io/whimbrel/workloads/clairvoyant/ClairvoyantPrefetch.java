package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.workloads.trace.TraceFile;
import java.nio.file.Path;

/**
 * Pushes pages in the order in which the guest will access them first after it was handed over, known from a trace of its
 * own: no order has it stand still for less.
 */
final class ClairvoyantPrefetch implements Prefetcher {

    private final Path trace;
    private Prefetcher order;

    /**
     * @param trace of the guest itself
     */
    ClairvoyantPrefetch(final Path trace) {
        this.trace = trace;
    }

    @Override
    public void requirePages(final long pages) {
        TracedPages.require(TraceFile.open(trace).header().pages(), pages);
    }

    @Override
    public void at(final long guestTimeNs) {
        if (order == null) {
            order = new FirstAccessPrefetch(FirstAccesses.from(trace, guestTimeNs));
        }
    }

    @Override
    public void demanded(final long page) {}

    @Override
    public long next(final PageSet absent) {
        return order.next(absent);
    }
}
