package io.whimbrel.jmh.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.WriteBarrier;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The same to the byte: a round may allocate its record, and that is all. So a round of many pages allocates exactly
 * what a round of few does.
 */
class SendAndApplyAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_ROUNDS = 30;
    private static final int ROUNDS = 9;

    @Test
    void shouldAllocateNothingPerPage() {
        assertEquals(bytesPerRound(64), bytesPerRound(4096));
    }

    /** The median: now and then a round is cut in two where the destination is late by a cycle. */
    private static long bytesPerRound(final int pages) {
        final PageGeometry geometry = new PageGeometry((long) pages * PageGeometry.MIN_PAGE_BYTES,
                PageGeometry.MIN_PAGE_BYTES);
        final DirtyTracker tracker = new EpochTracker(pages, 1);
        try (OneThread migration = new OneThread(geometry, tracker)) {
            final GuestAccess access = new TrackedAccess(migration.sourceMemory(), tracker.barrier(0));
            migration.begin();
            final long[] bytes = new long[ROUNDS];
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                dirty(geometry, access, tracker.barrier(0), round);
                migration.cycleOneRound();
                if (round >= 0) {
                    bytes[round] = THREADS.getCurrentThreadAllocatedBytes() - before;
                }
            }
            migration.compare();
            Arrays.sort(bytes);
            return bytes[ROUNDS / 2];
        }
    }

    private static void dirty(final PageGeometry geometry, final GuestAccess access, final WriteBarrier barrier,
            final long value) {
        barrier.boundary();
        for (long page = 0; page < geometry.pages(); page++) {
            access.putLong(geometry.offsetOf(page), value);
        }
        barrier.offline();
    }
}
