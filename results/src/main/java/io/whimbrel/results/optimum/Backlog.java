package io.whimbrel.results.optimum;

import io.whimbrel.engine.memory.PageSet;
import java.util.Arrays;

/**
 * How long a link would still be busy, had it known from the start which write of each page is the last one until now.
 *
 * <p>The releases stand in places, in order of time. A page that is written again leaves its place, which then weighs
 * nothing, and gets a new one at the end. What is asked for is the largest {@code r + (weight of this place and all
 * behind it)} of all places; one that is empty never has it, for the next one has a later r and as much weight. So each
 * block of {@value #BLOCK} places, and each node of a tree over the blocks, holds its weight and its largest sum, and
 * two neighbours make {@code max(left + weight of right, right)}.
 *
 * <p>A release leaves two blocks stale, which are summed up when somebody asks: each with its path, O(log pages), or where
 * many are stale the whole tree at once. There is room for at least as many empty places as there are pages; when it is
 * used up, the places are moved together, so that memory is O(pages) however long the history.
 */
final class Backlog {

    private static final int BLOCK = 32;
    /** One block in so many makes it cheaper to join all nodes than each path. */
    private static final int MANY = 16;

    private final long startNs;
    private final double pageNs;
    private final long[] releasedNs;
    private final double[] weightNs;
    private final int[] pageAt;
    private final int[] placeOf;
    private final int blocks;
    /** Of each node the weight, then the largest sum; the node's children are twice its number and that plus one. */
    private final double[] nodes;
    private final int[] staleBlocks;
    private final boolean[] isStale;
    private int stale;
    private int used;

    Backlog(final int pages, final long startNs, final double pageNs, final PageSet zero, final double zeroNs) {
        this.startNs = startNs;
        this.pageNs = pageNs;
        blocks = Math.toIntExact(Long.highestOneBit(Math.ceilDiv(2L * pages, BLOCK)) << 1);
        final int places = Math.multiplyExact(blocks, BLOCK);
        releasedNs = new long[places];
        weightNs = new double[places];
        pageAt = new int[places];
        placeOf = new int[pages];
        nodes = new double[4 * blocks];
        staleBlocks = new int[blocks];
        isStale = new boolean[blocks];
        for (int page = 0; page < pages; page++) {
            put(page, page, 0, zero.contains(page) ? zeroNs : pageNs);
        }
        used = pages;
        build();
    }

    private void put(final int place, final int page, final long timeNs, final double weight) {
        pageAt[place] = page;
        placeOf[page] = place;
        releasedNs[place] = timeNs;
        weightNs[place] = weight;
    }

    /** A page was written, later than or as late as every one before. */
    void release(final int page, final long timeNs) {
        if (used == pageAt.length) {
            compact();
        }
        final int before = placeOf[page];
        weightNs[before] = 0;
        markStale(before / BLOCK);
        put(used, page, timeNs - startNs, pageNs);
        markStale(used / BLOCK);
        used++;
    }

    private void markStale(final int block) {
        if (!isStale[block]) {
            isStale[block] = true;
            staleBlocks[stale++] = block;
        }
    }

    /** The time for which the link is busy from an instant on, nanoseconds. */
    double drainNs(final long instantNs) {
        settle();
        return Math.max(0, nodes[3] - (instantNs - startNs));
    }

    private void settle() {
        final boolean areMany = stale > blocks / MANY;
        for (int i = 0; i < stale; i++) {
            final int block = staleBlocks[i];
            isStale[block] = false;
            sumUp(block);
            for (int node = areMany ? 0 : blocks + block >> 1; node > 0; node >>= 1) {
                join(node);
            }
        }
        stale = 0;
        if (areMany) {
            joinAll();
        }
    }

    private void compact() {
        final int end = used;
        used = 0;
        for (int from = 0; from < end; from++) {
            if (placeOf[pageAt[from]] == from) {
                put(used++, pageAt[from], releasedNs[from], weightNs[from]);
            }
        }
        Arrays.fill(weightNs, used, end, 0);
        Arrays.fill(releasedNs, used, end, 0);
        build();
    }

    private void build() {
        for (int block = 0; block < blocks; block++) {
            sumUp(block);
        }
        joinAll();
    }

    private void joinAll() {
        for (int node = blocks - 1; node > 0; node--) {
            join(node);
        }
    }

    private void sumUp(final int block) {
        double weight = 0;
        double largest = 0;
        for (int place = (block + 1) * BLOCK - 1; place >= block * BLOCK; place--) {
            weight += weightNs[place];
            final double sum = releasedNs[place] + weight;
            largest = sum > largest ? sum : largest;
        }
        nodes[2 * (blocks + block)] = weight;
        nodes[2 * (blocks + block) + 1] = largest;
    }

    private void join(final int node) {
        final double rightWeight = nodes[4 * node + 2];
        nodes[2 * node] = nodes[4 * node] + rightWeight;
        final double left = nodes[4 * node + 1] + rightWeight;
        final double right = nodes[4 * node + 3];
        nodes[2 * node + 1] = left > right ? left : right;
    }
}
