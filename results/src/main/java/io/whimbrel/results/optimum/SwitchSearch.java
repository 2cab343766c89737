package io.whimbrel.results.optimum;

import java.util.Arrays;

/**
 * Looks for the instant at which a guest could have been paused with the least downtime, on a grid of instants: each
 * write costs the same few steps however many pages there are, where the exact search of {@link PrecopyOptimum} takes the
 * logarithm of their number. What it finds is at most one step of the grid above the least downtime on the grid.
 */
final class SwitchSearch {

    private static final int STEPS = 2048;

    private final AccessHistory writes;
    private final long startNs;
    private final double pageNs;
    private final double stepNs;
    /** For each step of the grid the pages that were written in it for the last time so far, and when the last was. */
    private final int[] released = new int[STEPS + 1];
    private final long[] latestNs = new long[STEPS + 1];
    private final int[] stepOfPage;

    /**
     * @param writes  every write of the guest, at least from the start of the migration on
     * @param startNs when the migration starts
     * @param pageNs  time that the link takes for one page, nanoseconds
     * @param toNs    last instant allowed, later than the start
     */
    SwitchSearch(final AccessHistory writes, final long startNs, final double pageNs, final long toNs) {
        this.writes = writes;
        this.startNs = startNs;
        this.pageNs = pageNs;
        this.stepNs = (double) (toNs - startNs) / STEPS;
        stepOfPage = new int[writes.pages()];
        released[0] = writes.pages();
        Arrays.fill(latestNs, startNs);
    }

    /** The least of the least downtimes at the instants of the grid, in nanoseconds. */
    double leastDowntimeNs() {
        double least = Double.MAX_VALUE;
        int next = writes.firstAfter(startNs);
        for (int step = 0; step <= STEPS; step++) {
            final long switchNs = startNs + Math.round(step * stepNs);
            for (; next < writes.size() && writes.timeNs(next) <= switchNs; next++) {
                release(writes.page(next), step, writes.timeNs(next));
            }
            least = Math.min(least, downtimeNs(step, switchNs, least));
        }
        return least;
    }

    private void release(final int page, final int step, final long timeNs) {
        released[stepOfPage[page]]--;
        released[step]++;
        stepOfPage[page] = step;
        latestNs[step] = timeNs;
    }

    /** The downtime at an instant of the grid, or any that is no less than a known one. */
    private double downtimeNs(final int step, final long switchNs, final double known) {
        double most = 0;
        long pages = 0;
        for (int i = step; i >= 0 && most < known; i--) {
            if (released[i] > 0) {
                pages += released[i];
                most = Math.max(most, pages * pageNs - (switchNs - latestNs[i]));
            }
        }
        return most;
    }
}
