package io.whimbrel.results.optimum;

/**
 * What a migration cost beyond what was possible.
 *
 * @param downtimeNs downtime above the clairvoyant optimum of the instant at which it paused the guest, nanoseconds
 * @param timingNs   how much of that optimum another instant within the migration would have saved, nanoseconds; of a
 *                   grid of two thousand instants, and with zero pages taken for others
 * @param bytes      bytes sent beyond every page once
 * @param timeNs     total time beyond what every page once takes, nanoseconds
 */
public record Regret(long downtimeNs, long timingNs, long bytes, long timeNs) {

    /**
     * Holds a pre-copy migration to account.
     *
     * @param optimum    knows its writes, its start and its link
     * @param switchNs   when it paused the guest, nanoseconds on the history's clock
     * @param downtimeNs its downtime, nanoseconds
     * @param totalNs    its total time, nanoseconds
     * @param bytes      the bytes that it sent
     * @param leastBytes the bytes of every page once, with headers
     * @return the regret; negative only where the link was better than the optimum was told
     */
    public static Regret of(final PrecopyOptimum optimum, final long switchNs, final long downtimeNs,
            final long totalNs, final long bytes, final long leastBytes) {
        final double least = optimum.downtimeNs(switchNs);
        return new Regret(Math.round(downtimeNs - least),
                Math.max(0, Math.round(least - optimum.leastDowntimeNs(switchNs))), bytes - leastBytes,
                Math.round(totalNs - optimum.leastTotalTimeNs()));
    }
}
