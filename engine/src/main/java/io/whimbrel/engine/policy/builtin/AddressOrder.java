package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.SendOrder;

/** Sends pages by rising address, once through memory per round, as QEMU and Xen do. */
public final class AddressOrder implements SendOrder {

    private long cursor;

    /** Makes an order for one migration. */
    public AddressOrder() {}

    @Override
    public void beginRound(final int round, final PageSet pending) {
        cursor = 0;
    }

    @Override
    public long next(final PageSet pending) {
        final long page = pending.next(cursor);
        if (page != PageSet.NONE) {
            cursor = page + 1;
        }
        return page;
    }
}
