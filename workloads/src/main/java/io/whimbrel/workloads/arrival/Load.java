package io.whimbrel.workloads.arrival;

/**
 * One virtual CPU's part of a guest's load.
 *
 * @param ratePerSecond mean rate of the whole guest, in operations per second, at least 1
 * @param vcpus         how many virtual CPUs share it equally, at least 1
 * @param vcpu          which one this is, from 0
 */
public record Load(long ratePerSecond, int vcpus, int vcpu) {

    /** The number of nanoseconds in a second. */
    public static final long SECOND_NS = 1_000_000_000L;

    /**
     * The mean time between two operations of this virtual CPU.
     *
     * @return nanoseconds
     */
    public double meanGapNs() {
        return (double) SECOND_NS * vcpus / ratePerSecond;
    }
}
