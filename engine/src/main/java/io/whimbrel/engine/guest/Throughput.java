package io.whimbrel.engine.guest;

/**
 * How many operations one vCPU completed in each tenth of a second since the guest was started. Written by the vCPU
 * without allocating; read while it is paused or has ended. What comes after {@link #WINDOWS} of them is not kept.
 */
public final class Throughput {

    /** The length of a window, in nanoseconds. */
    public static final long WINDOW_NS = 100_000_000;
    /** How many windows are kept: more than a quarter of an hour. */
    public static final int WINDOWS = 1 << 13;

    private final int[] completed = new int[WINDOWS];
    private int window;
    private long windowEndNs = WINDOW_NS;

    Throughput() {}

    void completed(final long endNs) {
        if (endNs >= windowEndNs) {
            window = (int) Math.min(endNs / WINDOW_NS, WINDOWS);
            windowEndNs = window == WINDOWS ? Long.MAX_VALUE : (window + 1) * WINDOW_NS;
        }
        if (window < WINDOWS) {
            completed[window]++;
        }
    }

    /**
     * Adds what was completed.
     *
     * @param sums of each window; as many windows as are wanted
     */
    public void addTo(final long[] sums) {
        for (int i = 0; i < Math.min(sums.length, WINDOWS); i++) {
            sums[i] += completed[i];
        }
    }
}
