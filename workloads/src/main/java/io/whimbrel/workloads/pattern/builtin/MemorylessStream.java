package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessStream;

/** A sequence in which no access depends on the ones before it, and which therefore has no state. */
abstract class MemorylessStream implements AccessStream {

    private long items;

    MemorylessStream(final long items) {
        this.items = items;
    }

    final long items() {
        return items;
    }

    @Override
    public void resize(final long count) {
        items = count;
    }

    @Override
    public final long state() {
        return 0;
    }

    @Override
    public final void resume(final long state) {
        // There is nothing to take over.
    }
}
