package io.whimbrel.workloads.kv;

import io.whimbrel.workloads.random.Resumable;

/**
 * The keys that are in a table: a run of consecutive numbers. Inserting adds one at the end; where the table is full it
 * takes one away at the start first. The state is the number of keys ever inserted, from which both ends follow.
 */
final class LiveKeys implements Resumable {

    private final long capacity;
    private long inserted;

    LiveKeys(final long capacity, final long loaded) {
        this.capacity = capacity;
        this.inserted = loaded;
    }

    long oldest() {
        return Math.max(0, inserted - capacity);
    }

    long count() {
        return Math.min(inserted, capacity);
    }

    boolean full() {
        return inserted >= capacity;
    }

    /** Adds a key, and returns it. */
    long add() {
        return inserted++;
    }

    @Override
    public long state() {
        return inserted;
    }

    @Override
    public void resume(final long state) {
        inserted = state;
    }
}
