package io.whimbrel.engine.simulation;

import io.whimbrel.engine.guest.IdleSkippingClock;

/**
 * The clock of one simulated machine, on which every agent and every vCPU has a processor to itself. While one of them
 * takes a step the clock shows its own time: when the step began, and what it has been charged for since. At any other
 * moment it shows the simulation's.
 */
public final class VirtualCpu implements IdleSkippingClock {

    private final VirtualClock clock;
    private long beganNs;
    private double chargedNs;
    private long nowNs;
    private boolean busy;
    private long skipLimitNs;

    VirtualCpu(final VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public long nanoTime() {
        return busy ? nowNs : clock.nanoTime();
    }

    /**
     * What runs here has spent time.
     *
     * @param ns nanoseconds, not negative
     */
    public void charge(final double ns) {
        chargedNs += ns;
        nowNs = beganNs + (long) chargedNs;
    }

    /** A step begins. */
    void begin(final long atNs) {
        begin(atNs, atNs);
    }

    /** A step begins, in which idle time may be skipped as long as it is earlier than a limit. */
    void begin(final long atNs, final long newSkipLimitNs) {
        setOut(atNs);
        busy = true;
        skipLimitNs = newSkipLimitNs;
    }

    @Override
    public boolean isUp() {
        return nowNs >= skipLimitNs;
    }

    @Override
    public long skipTo(final long dueNs) {
        if (dueNs > nowNs && dueNs < skipLimitNs) {
            setOut(dueNs);
        }
        return nowNs;
    }

    private void setOut(final long atNs) {
        beganNs = atNs;
        chargedNs = 0;
        nowNs = atNs;
    }

    /** The step is over; the time at which it was. */
    long end() {
        busy = false;
        return nowNs;
    }
}
