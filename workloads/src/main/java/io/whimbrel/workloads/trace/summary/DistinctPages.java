package io.whimbrel.workloads.trace.summary;

import java.util.Arrays;

/**
 * How many distinct pages come up within some time from a start: w(tau), for several starts and times at once. A page
 * comes up for the first time after each start that lies between its last time and this one, so that most accesses
 * cost one comparison, and all together one step for each page and start.
 */
final class DistinctPages {

    private final long[] startsNs;
    private final long[] windowsNs;
    /** By page: how many starts there were when it last came up. */
    private final int[] startsSeen;
    /** By start and window: pages that came up first within this window and no shorter one. */
    private final long[][] firsts;
    private int startsPassed;

    /** Starts and windows must be sorted. */
    DistinctPages(final int pages, final long[] startsNs, final long[] windowsNs) {
        this.startsNs = startsNs;
        this.windowsNs = windowsNs;
        startsSeen = new int[pages];
        firsts = new long[startsNs.length][windowsNs.length + 1];
    }

    void touch(final long timeNs, final int page) {
        while (startsPassed < startsNs.length && startsNs[startsPassed] <= timeNs) {
            startsPassed++;
        }
        for (int start = startsSeen[page]; start < startsPassed; start++) {
            firsts[start][shortestWindow(timeNs - startsNs[start])]++;
        }
        startsSeen[page] = startsPassed;
    }

    private int shortestWindow(final long sinceStartNs) {
        int window = 0;
        while (window < windowsNs.length && windowsNs[window] <= sinceStartNs) {
            window++;
        }
        return window;
    }

    /** The average over the first so many starts. */
    double average(final int window, final int starts) {
        long pages = 0;
        for (int start = 0; start < starts; start++) {
            pages += Arrays.stream(firsts[start], 0, window + 1).sum();
        }
        return (double) pages / starts;
    }
}
