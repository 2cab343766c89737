package io.whimbrel.workloads.arrival;

/** The arrivals of an idle guest: none, ever. */
public final class NoArrivals implements ArrivalStream {

    /** Makes one. */
    public NoArrivals() {}

    @Override
    public long startNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void advance() {
        // None comes after none.
    }

    @Override
    public long state() {
        return 0;
    }

    @Override
    public void resume(final long state) {
        // There is nothing to take over.
    }
}
