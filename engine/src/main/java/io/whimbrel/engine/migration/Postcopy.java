package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;

/** Pauses at once, hands over the execution state and a first few pages, and has the rest fetched and pushed after. */
public final class Postcopy extends PausingStrategy {

    private final long firstPages;

    /**
     * Makes the strategy of one migration.
     *
     * @param firstPages how many pages go while the guest is paused, in the order of the prefetcher;
     *                   where it names none, by rising address
     */
    public Postcopy(final long firstPages) {
        this.firstPages = firstPages;
    }

    @Override
    public Convergence.Decision decision() {
        return Convergence.Decision.POST_COPY;
    }

    @Override
    public long firstPages() {
        return firstPages;
    }
}
