package io.whimbrel.harness.virtual;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.SendOrder;

/**
 * An order whose every answer goes into the decision trace.
 *
 * @param order what orders
 * @param trace where its answers go
 */
record TracedOrder(SendOrder order, DecisionTrace trace) implements SendOrder {

    @Override
    public void requirePages(final long pages) {
        order.requirePages(pages);
    }

    @Override
    public void at(final long guestTimeNs) {
        order.at(guestTimeNs);
    }

    @Override
    public void beginRound(final int round, final PageSet pending) {
        order.beginRound(round, pending);
    }

    @Override
    public long next(final PageSet pending) {
        final long page = order.next(pending);
        trace.answered(page);
        return page;
    }
}
