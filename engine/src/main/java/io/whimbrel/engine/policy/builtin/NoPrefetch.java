package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/**
 * Pushes nothing for a while after the guest was handed over, so that pages cross on demand alone; then the rest in
 * address order, since a guest that touches only part of its memory would depend on the source for ever.
 */
public final class NoPrefetch implements Prefetcher {

    private final long forNs;
    private final AddressPrefetch rest = new AddressPrefetch();
    private boolean begun;
    private long beganNs;
    private long nowNs;

    /**
     * Makes the prefetcher of one migration.
     *
     * @param forNs how long pages cross on demand alone, in nanoseconds
     */
    public NoPrefetch(final long forNs) {
        this.forNs = forNs;
    }

    @Override
    public void at(final long guestTimeNs) {
        nowNs = guestTimeNs;
        if (!begun) {
            begun = true;
            beganNs = guestTimeNs;
        }
    }

    @Override
    public void demanded(final long page) {}

    @Override
    public long next(final PageSet absent) {
        return begun && nowNs - beganNs >= forNs ? rest.next(absent) : PageSet.NONE;
    }
}
