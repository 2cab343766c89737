package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * The race that matters: one vCPU writes pages while a collector syncs and copies them; then, all quiet, the collector
 * syncs and copies once more. A page whose copy then is not what the vCPU wrote last has lost a write.
 *
 * <p>The pages start out marked, so that the vCPU's first test of each finds an old mark, which is the hazard. Memory
 * and copy are plain arrays: a compiler and a processor may do with them all that they may do with guest memory. Each
 * page is a cache line of its own. Before it writes them the vCPU stores to memory that is in no cache: stores leave
 * the store buffer in order, so that those to the pages wait behind, while the tests of the marks run ahead.
 */
abstract class LostWrite {

    static final long PAGES = 128;

    private static final int FIRST = 60;
    private static final int COUNT = 8;
    private static final int WORDS_PER_PAGE = 8;
    private static final int POLLS = 100;
    private static final int DELAYING_STORES = 24;
    private static final long[] ELSEWHERE = new long[1 << 21];
    private static final int FAR = 4099 * 8;

    private static int elsewhere;

    private final DirtyTracker tracker;
    private final WriteBarrier barrier;
    private final HierarchicalBitmap dirty = new HierarchicalBitmap(PAGES);
    private final long[] memory = new long[COUNT * WORDS_PER_PAGE];
    private final long[] copy = new long[COUNT * WORDS_PER_PAGE];
    private boolean syncing;

    LostWrite(final DirtyTracker tracker) {
        this.tracker = tracker;
        barrier = tracker.barrier(0);
        barrier.boundary();
        write(0);
    }

    /** By the vCPU: a store to each page, each followed by its mark. */
    final void write(final long value) {
        for (int store = 0; store < DELAYING_STORES; store++) {
            elsewhere = elsewhere + FAR & ELSEWHERE.length - 1;
            ELSEWHERE[elsewhere] = value;
        }
        for (int page = 0; page < COUNT; page++) {
            memory[page * WORDS_PER_PAGE] = value;
            barrier.wrote(FIRST + page);
        }
    }

    /** By the vCPU. */
    final void boundary() {
        barrier.boundary();
    }

    /** By the vCPU. */
    final void offline() {
        barrier.offline();
    }

    /** By the collector: one sync, which may be left under way, and the copies if it was completed. */
    final void collect() {
        tracker.beginSync();
        syncing = true;
        for (int poll = 0; poll < POLLS && syncing; poll++) {
            pollAndCopy();
        }
    }

    private void pollAndCopy() {
        syncing = !tracker.pollSync(dirty);
        if (syncing) {
            return;
        }
        for (int page = 0; page < COUNT; page++) {
            if (dirty.remove(FIRST + page)) {
                copy[page * WORDS_PER_PAGE] = memory[page * WORDS_PER_PAGE];
            }
        }
    }

    /**
     * By the arbiter, who comes after both: collects and copies whatever is still marked.
     *
     * @return the number of pages whose copy is stale
     */
    final int stalePages() {
        boundary();
        while (syncing) {
            pollAndCopy();
        }
        tracker.beginSync();
        boundary();
        pollAndCopy();
        int stale = 0;
        for (int word = 0; word < copy.length; word++) {
            if (copy[word] != memory[word]) {
                stale++;
            }
        }
        return stale;
    }
}
