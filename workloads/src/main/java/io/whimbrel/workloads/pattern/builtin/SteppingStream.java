package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessStream;

/** A sequence in which each item follows from the one before it. The state is the item that comes next. */
abstract class SteppingStream implements AccessStream {

    private long items;
    private long next;

    SteppingStream(final long items) {
        this.items = items;
    }

    /** The item after one, given how many items there are. */
    abstract long after(long item, long itemCount);

    @Override
    public final long next(final long startNs) {
        final long item = next;
        next = after(item, items);
        return item;
    }

    @Override
    public final void resize(final long count) {
        items = count;
        if (next >= count) {
            next = 0;
        }
    }

    @Override
    public final long state() {
        return next;
    }

    @Override
    public final void resume(final long state) {
        next = state;
    }
}
