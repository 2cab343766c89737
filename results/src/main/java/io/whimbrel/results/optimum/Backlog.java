package io.whimbrel.results.optimum;

import io.whimbrel.engine.memory.PageSet;
import java.util.Arrays;

/**
 * How long a link would still be busy, had it known from the start which write of each page is the last one until now.
 *
 * <p>A page that is written again leaves the place that its earlier release has in the queue and gets a new one at the
 * end, which puts one more page behind every release between the two. So the queue is kept as a tree over the releases
 * in order of time: a node holds the largest {@code r + k c} of its releases, and what is to be added to all of them.
 * A release costs O(log pages); the tree has room for as many outdated places as there are pages and is built anew when
 * it is full, so that memory is O(pages) however long the history.
 *
 * <p>A zero page costs less until it is first written; every other cost is the same, so that only the first write of a
 * zero page changes what its place costs. Times count from the start. Sums of times are rounded to a few nanoseconds in a guest of a million pages.
 */
final class Backlog {

    private static final double NO_RELEASE = Double.NEGATIVE_INFINITY;

    private final long startNs;
    private final double pageNs;
    private final PageSet zero;
    private final double zeroNs;
    private final int places;
    private final double[] latest;
    private final double[] added;
    private final long[] releasedNs;
    private final int[] pageAt;
    private final int[] placeOf;
    private int used;

    Backlog(final int pages, final long startNs, final double pageNs, final PageSet zero, final double zeroNs) {
        this.startNs = startNs;
        this.pageNs = pageNs;
        this.zero = zero;
        this.zeroNs = zeroNs;
        places = Math.toIntExact(Math.max(2, Long.highestOneBit(2L * pages - 1) << 1));
        latest = new double[2 * places];
        added = new double[2 * places];
        releasedNs = new long[places];
        pageAt = new int[places];
        placeOf = new int[pages];
        for (int page = 0; page < pages; page++) {
            placeOf[page] = page;
            pageAt[page] = page;
        }
        used = pages;
        build();
    }

    /** A page was written, later than or as late as every one before. */
    void release(final int page, final long timeNs) {
        if (used == places) {
            compact();
        }
        final int place = used++;
        releasedNs[place] = timeNs - startNs;
        pageAt[place] = page;
        final int before = placeOf[page];
        placeOf[page] = place;
        set(place, releasedNs[place] + pageNs);
        set(before, NO_RELEASE);
        addBetween(0, before, pageNs - costNs(before));
        addBetween(before + 1, place, pageNs);
    }

    /** The time for which the link is busy from an instant on, nanoseconds. */
    double drainNs(final long instantNs) {
        return Math.max(0, latest[1] - (instantNs - startNs));
    }

    private void compact() {
        int to = 0;
        for (int from = 0; from < used; from++) {
            final int page = pageAt[from];
            if (placeOf[page] == from) {
                releasedNs[to] = releasedNs[from];
                pageAt[to] = page;
                placeOf[page] = to++;
            }
        }
        used = to;
        build();
    }

    private void build() {
        Arrays.fill(added, 0);
        Arrays.fill(latest, NO_RELEASE);
        double behindNs = 0;
        for (int place = used - 1; place >= 0; place--) {
            behindNs += costNs(place);
            latest[places + place] = releasedNs[place] + behindNs;
        }
        for (int node = places - 1; node > 0; node--) {
            latest[node] = Math.max(latest[2 * node], latest[2 * node + 1]);
        }
    }

    /** Only what was never written is released at the very start. */
    private double costNs(final int place) {
        return releasedNs[place] == 0 && zero.contains(pageAt[place]) ? zeroNs : pageNs;
    }

    /** Sets what one place holds. Nothing was ever added to a place that had not been used. */
    private void set(final int place, final double value) {
        latest[places + place] = value;
        refresh(places + place);
    }

    /** Adds to every place from {@code first} to before {@code end}. */
    private void addBetween(final int first, final int end, final double value) {
        if (first >= end || value == 0) {
            return;
        }
        int left = places + first;
        int right = places + end;
        while (left < right) {
            if ((left & 1) == 1) {
                addTo(left++, value);
            }
            if ((right & 1) == 1) {
                addTo(--right, value);
            }
            left >>= 1;
            right >>= 1;
        }
        refresh(places + first);
        refresh(places + end - 1);
    }

    private void addTo(final int node, final double value) {
        latest[node] += value;
        added[node] += value;
    }

    private void refresh(final int leaf) {
        for (int node = leaf >> 1; node > 0; node >>= 1) {
            latest[node] = Math.max(latest[2 * node], latest[2 * node + 1]) + added[node];
        }
    }
}
