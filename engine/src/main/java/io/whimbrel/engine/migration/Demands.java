package io.whimbrel.engine.migration;

import java.util.Arrays;

/** The pages demanded and not yet answered, first come first served, each once. */
final class Demands {

    private long[] pages;
    private long[] receivedNs;
    private int first;
    private int count;
    private long needless;

    Demands(final int vcpus) {
        pages = new long[vcpus];
        receivedNs = new long[vcpus];
    }

    /** Queues a page; false when it is queued already. */
    boolean add(final long page, final long nowNs) {
        for (int i = 0; i < count; i++) {
            if (pages[(first + i) % pages.length] == page) {
                needless++;
                return false;
            }
        }
        if (count == pages.length) {
            // More than there are vCPUs: a peer that repeats itself, or is no friend.
            pages = grown(pages);
            receivedNs = grown(receivedNs);
            first = 0;
        }
        final int at = (first + count) % pages.length;
        pages[at] = page;
        receivedNs[at] = nowNs;
        count++;
        return true;
    }

    private long[] grown(final long[] ring) {
        final long[] larger = Arrays.copyOf(ring, 2 * ring.length);
        for (int i = 0; i < count; i++) {
            larger[i] = ring[(first + i) % ring.length];
        }
        return larger;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The page that was demanded first. */
    long page() {
        return pages[first];
    }

    /** When it was. */
    long receivedNs() {
        return receivedNs[first];
    }

    void removeFirst() {
        first = (first + 1) % pages.length;
        count--;
    }

    void clear() {
        count = 0;
    }

    /** A request came for a page that is under way. */
    void needless() {
        needless++;
    }

    long needlessCount() {
        return needless;
    }
}
