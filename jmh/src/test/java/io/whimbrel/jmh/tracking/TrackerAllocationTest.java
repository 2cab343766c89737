package io.whimbrel.jmh.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Marking and collecting allocate nothing, to the byte, first marks and pages of all kinds among them. */
class TrackerAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_SYNCS = 200;
    private static final int SYNCS = 100;
    private static final int BATCHES = 10;

    @ParameterizedTest
    @ValueSource(strings = {Trackers.EPOCH, Trackers.HANDSHAKE, Trackers.RMW})
    void shouldAllocateNothing(final String tracker) {
        for (final String dirt : new String[]{"scattered", "clustered"}) {
            for (int pending = 0; pending < 2; pending++) {
                final DirtyGuest guest = new DirtyGuest();
                guest.tracker = tracker;
                guest.memoryGiB = 1;
                guest.pendingPages = pending;
                guest.dirt = dirt;
                guest.create();
                guest.choose();
                markAndCollect(guest, WARM_UP_SYNCS);
                assertEquals(0, leastAllocated(guest), tracker + ", " + dirt + ", " + pending + " pending");
            }
        }
    }

    /** The machine itself allocates on the thread now and then, but not in every batch. */
    private static long leastAllocated(final DirtyGuest guest) {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES && least > 0; batch++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            markAndCollect(guest, SYNCS);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void markAndCollect(final DirtyGuest guest, final int times) {
        for (int i = 0; i < times; i++) {
            guest.dirty();
            guest.collect();
            guest.checkCollected();
        }
    }
}
