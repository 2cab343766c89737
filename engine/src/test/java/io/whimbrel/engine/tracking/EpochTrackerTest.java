package io.whimbrel.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EpochTrackerTest extends HandshakingTrackerContract {

    @Override
    protected DirtyTracker create(final long pages, final int vcpus) {
        return new EpochTracker(pages, vcpus);
    }

    @Test
    void shouldRefuseAMarkWhileOffline() {
        final WriteBarrier barrier = create(64, 1).barrier(0);
        assertThrows(NullPointerException.class, () -> barrier.wrote(0));
        barrier.boundary();
        barrier.wrote(0);
        barrier.offline();
        assertThrows(NullPointerException.class, () -> barrier.wrote(0));
    }
}
