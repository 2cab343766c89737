package io.whimbrel.results.optimum;

/**
 * An instant at which the guest could be paused for good, and the least downtime that is possible there.
 *
 * @param switchNs   the instant, nanoseconds on the history's clock
 * @param downtimeNs the least time that the link needs from then on, nanoseconds
 */
public record SwitchPoint(long switchNs, double downtimeNs) {

    /**
     * When the destination could be whole.
     *
     * @return nanoseconds on the history's clock
     */
    public double endNs() {
        return switchNs + downtimeNs;
    }
}
