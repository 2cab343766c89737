package io.whimbrel.engine.simulation;

/**
 * How long a simulated processor takes for what costs time in a migration, in nanoseconds. Measured on a machine by
 * {@code whimbrel calibrate}.
 *
 * @param operationNs    one operation of a guest's program
 * @param cycleNs        one duty cycle that found work, beside the work itself
 * @param longestIdleNs  the longest that an agent without work sleeps before it looks again; it begins with a microsecond
 *                       and doubles, as the threads of a real end do
 * @param scanNsPerPage  taking one dirty page over from the tracker in a sync
 * @param encodeNsPerKib looking at one KiB of a page before it is sent
 * @param copyNsPerKib   copying one KiB into a frame with its checksum, and what the link does for it on the agent's
 *                       thread
 * @param populateNsPerKib providing one KiB of memory at the destination, before pages can come
 * @param applyNsPerKib  checking one KiB of a frame and copying it into the guest's memory
 * @param wakeNs         letting a vCPU run on that has waited for a page
 * @param diskNsPerKib   writing one KiB to an image file, or reading it
 */
public record CpuCosts(double operationNs, double cycleNs, double longestIdleNs, double scanNsPerPage,
        double populateNsPerKib, double encodeNsPerKib, double copyNsPerKib, double applyNsPerKib, double wakeNs,
        double diskNsPerKib) {

    /** A processor that takes no time, and looks for work every ten microseconds: the link and the guest are left. */
    public static final CpuCosts NONE = new CpuCosts(0, 1, 10_000, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when virtual time could stand still
     */
    public CpuCosts {
        if (!(cycleNs >= 1) || !(longestIdleNs >= 1)) {
            throw new IllegalArgumentException("a duty cycle and a sleep must take at least 1 ns");
        }
        if (!(operationNs >= 0 && scanNsPerPage >= 0 && populateNsPerKib >= 0 && encodeNsPerKib >= 0
                && copyNsPerKib >= 0 && applyNsPerKib >= 0 && wakeNs >= 0 && diskNsPerKib >= 0)) {
            throw new IllegalArgumentException("costs must not be negative");
        }
    }
}
