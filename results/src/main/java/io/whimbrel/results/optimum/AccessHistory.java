package io.whimbrel.results.optimum;

import java.util.Arrays;

/**
 * Which pages a guest accessed when, in the order of time: only its writes where pre-copy is judged, reads and writes
 * where post-copy is. Twelve bytes for each access.
 */
public final class AccessHistory {

    private static final int FIRST_CAPACITY = 1024;

    private final int pages;
    private long[] timesNs = new long[FIRST_CAPACITY];
    private int[] accessed = new int[FIRST_CAPACITY];
    private int size;

    /**
     * Makes an empty history.
     *
     * @param pages number of pages of the guest, 1 to 2^31 - 1
     */
    public AccessHistory(final long pages) {
        if (pages < 1 || pages > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(pages + " pages: a history is kept for 1 to 2^31 - 1 pages");
        }
        this.pages = (int) pages;
    }

    /**
     * Adds an access after all others.
     *
     * @param timeNs when, nanoseconds on a clock that all accesses share
     * @param page   page number in {@code [0, pages())}
     */
    public void add(final long timeNs, final long page) {
        if (page < 0 || page >= pages) {
            throw new IndexOutOfBoundsException("page " + page + " of " + pages);
        }
        if (size > 0 && timeNs < timesNs[size - 1]) {
            throw new IllegalArgumentException(
                    "an access at " + timeNs + " ns after one at " + timesNs[size - 1] + " ns");
        }
        if (size == timesNs.length) {
            final int capacity = Math.addExact(size, size >> 1);
            timesNs = Arrays.copyOf(timesNs, capacity);
            accessed = Arrays.copyOf(accessed, capacity);
        }
        timesNs[size] = timeNs;
        accessed[size++] = (int) page;
    }

    /**
     * The number of pages of the guest.
     *
     * @return pages, whether accessed or not
     */
    public int pages() {
        return pages;
    }

    /**
     * The number of accesses.
     *
     * @return accesses, the same page counted as often as it was accessed
     */
    public int size() {
        return size;
    }

    /**
     * When an access was.
     *
     * @param index from 0
     * @return nanoseconds
     */
    public long timeNs(final int index) {
        return timesNs[index];
    }

    /**
     * Where an access went.
     *
     * @param index from 0
     * @return page number
     */
    public int page(final int index) {
        return accessed[index];
    }

    /**
     * The first access after an instant.
     *
     * @param instantNs nanoseconds
     * @return the index of the first access later than that, or {@link #size()}
     */
    public int firstAfter(final long instantNs) {
        int low = 0;
        int high = size;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (timesNs[middle] <= instantNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
