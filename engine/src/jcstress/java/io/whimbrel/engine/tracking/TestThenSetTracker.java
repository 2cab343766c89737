package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.AtomicHierarchicalBitmap;
import io.whimbrel.engine.memory.HierarchicalBitmap;

/**
 * Wrong on purpose: {@link HandshakeTracker} without its handshake. The vCPU tests before it marks, and the collector
 * clears and lets the page be copied at once.
 */
final class TestThenSetTracker implements DirtyTracker {

    private final AtomicHierarchicalBitmap marks;

    TestThenSetTracker(final long pages) {
        marks = new AtomicHierarchicalBitmap(pages);
    }

    @Override
    public WriteBarrier barrier(final int vcpu) {
        return new Barrier(marks);
    }

    @Override
    public void beginSync() {
        // No handshake: nothing to begin.
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        marks.drainTo(into);
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return marks.contains(page);
    }

    private record Barrier(AtomicHierarchicalBitmap marks) implements WriteBarrier {

        @Override
        public void wrote(final long page) {
            if (!marks.contains(page)) {
                marks.add(page);
            }
        }

        @Override
        public void boundary() {
            // No handshake: nobody listens.
        }

        @Override
        public void offline() {
            // No handshake: nobody listens.
        }
    }
}
