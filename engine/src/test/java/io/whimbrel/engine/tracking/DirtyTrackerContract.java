package io.whimbrel.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dirty tracker must do. Extend it to check one of your own. */
public abstract class DirtyTrackerContract {

    private static final long PAGES = 5000;

    /**
     * Makes the tracker to check.
     *
     * @param pages number of pages
     * @param vcpus number of virtual CPUs
     * @return a fresh tracker
     */
    protected abstract DirtyTracker create(long pages, int vcpus);

    private TrackedGuest guest(final int vcpus) {
        final TrackedGuest guest = new TrackedGuest(create(PAGES, vcpus), PAGES, vcpus);
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            guest.boundary(vcpu);
        }
        return guest;
    }

    @Test
    void shouldHoldEveryPageAsCleanAtFirst() {
        assertEquals(Set.of(), guest(2).sync());
    }

    @Test
    void shouldHandOverEachWrittenPageOnce() {
        final TrackedGuest guest = guest(1);
        guest.wrote(0, 0, 63, 64, 4095, 4096, PAGES - 1, 64);
        assertEquals(Set.of(0L, 63L, 64L, 4095L, 4096L, PAGES - 1), guest.sync());
        assertEquals(Set.of(), guest.sync());
    }

    @Test
    void shouldHandOverAgainWhatIsWrittenAgain() {
        final TrackedGuest guest = guest(1);
        for (int round = 0; round < 5; round++) {
            guest.wrote(0, 7, 70 + round);
            assertEquals(Set.of(7L, 70L + round), guest.sync());
        }
    }

    @Test
    void shouldHandOverWhatEveryVcpuWrote() {
        final TrackedGuest guest = guest(3);
        guest.wrote(0, 1, 2);
        guest.wrote(1, 2, 3);
        guest.wrote(2, 3, 4999);
        assertEquals(Set.of(1L, 2L, 3L, 4999L), guest.sync());
        assertEquals(Set.of(), guest.sync());
    }

    @Test
    void shouldHandOverEveryPage() {
        final TrackedGuest guest = guest(2);
        for (long page = 0; page < PAGES; page++) {
            guest.wrote((int) (page & 1), page);
        }
        assertEquals(PAGES, guest.sync().size());
        assertEquals(Set.of(), guest.sync());
    }

    @Test
    void shouldAddToWhatTheCollectorHasAlready() {
        final DirtyTracker tracker = create(PAGES, 1);
        final HierarchicalBitmap into = new HierarchicalBitmap(PAGES);
        into.add(5);
        into.add(9);
        tracker.barrier(0).boundary();
        tracker.barrier(0).wrote(9);
        tracker.barrier(0).wrote(300);
        tracker.beginSync();
        tracker.barrier(0).boundary();
        assertTrue(tracker.pollSync(into));
        assertEquals(3, into.cardinality());
        assertTrue(into.contains(5) && into.contains(9) && into.contains(300));
    }

    @Test
    void shouldHandOverLaterWhatIsWrittenDuringASync() {
        final TrackedGuest guest = guest(2);
        guest.wrote(0, 10);
        guest.beginSync();
        guest.boundary(0);
        guest.wrote(0, 10, 11);
        guest.wrote(1, 12);
        final TreeSet<Long> both = guest.completeSync();
        assertTrue(both.contains(10L));
        final TreeSet<Long> second = guest.sync();
        both.addAll(second);
        assertEquals(Set.of(10L, 11L, 12L), both);
        assertEquals(Set.of(), guest.sync());
    }

    @Test
    void shouldNotWaitForAVcpuThatHasNotBegun() {
        final TrackedGuest guest = new TrackedGuest(create(PAGES, 2), PAGES, 2);
        for (int sync = 0; sync < 3; sync++) {
            guest.beginSync();
            assertTrue(guest.pollSync());
        }
        guest.boundary(1);
        guest.wrote(1, 17);
        assertEquals(Set.of(17L), guest.sync());
    }

    @Test
    void shouldHandOverWhatAVcpuWroteBeforeItWentOffline() {
        final TrackedGuest guest = guest(2);
        guest.wrote(0, 1);
        guest.offline(0);
        guest.offline(0);
        assertEquals(Set.of(1L), guest.sync());
        guest.boundary(0);
        guest.wrote(0, 1, 2);
        guest.offline(0);
        guest.boundary(0);
        guest.wrote(0, 3);
        assertEquals(Set.of(1L, 2L, 3L), guest.sync());
        assertEquals(Set.of(), guest.sync());
    }

    @Test
    void shouldNotWaitForAVcpuThatGoesOfflineDuringTheSync() {
        final TrackedGuest guest = guest(2);
        guest.wrote(0, 1);
        guest.beginSync();
        guest.wrote(0, 2);
        guest.offline(0);
        final TreeSet<Long> handedOver = guest.completeSync();
        assertTrue(handedOver.contains(1L));
        guest.boundary(0);
        guest.wrote(0, 3);
        handedOver.addAll(guest.sync());
        assertEquals(Set.of(1L, 2L, 3L), handedOver);
    }

    @Test
    void shouldSeeAWrittenPageOnAPeekAndACollectedOneNoMore() {
        final DirtyTracker tracker = create(PAGES, 2);
        final HierarchicalBitmap into = new HierarchicalBitmap(PAGES);
        tracker.barrier(1).boundary();
        assertFalse(tracker.peek(100));
        tracker.barrier(1).wrote(100);
        assertTrue(tracker.peek(100));
        assertFalse(tracker.peek(101));
        tracker.beginSync();
        tracker.barrier(1).boundary();
        assertTrue(tracker.pollSync(into));
        assertFalse(tracker.peek(100));
    }

    @Test
    void shouldRefuseSyncCallsOutOfOrder() {
        final DirtyTracker tracker = create(PAGES, 1);
        final HierarchicalBitmap into = new HierarchicalBitmap(PAGES);
        assertThrows(IllegalStateException.class, () -> tracker.pollSync(into));
        tracker.beginSync();
        assertThrows(IllegalStateException.class, tracker::beginSync);
        assertTrue(tracker.pollSync(into));
        assertThrows(IllegalStateException.class, () -> tracker.pollSync(into));
    }

    @Test
    void shouldRefuseAPageOutOfRange() {
        final WriteBarrier barrier = create(PAGES, 1).barrier(0);
        barrier.boundary();
        assertThrows(IndexOutOfBoundsException.class, () -> barrier.wrote(PAGES));
        assertThrows(IndexOutOfBoundsException.class, () -> barrier.wrote(-1));
    }

    @Test
    void shouldAlwaysGiveAVcpuTheSameBarrier() {
        final DirtyTracker tracker = create(PAGES, 2);
        assertSame(tracker.barrier(0), tracker.barrier(0));
        assertSame(tracker.barrier(1), tracker.barrier(1));
    }

    /**
     * Any order of calls, against a model. Due are the pages written before the sync began; a page written while it
     * was under way may be in it, and is due in the next one unless it was.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldHandOverAllThatWasWrittenWhateverTheOrderOfCalls(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int vcpus = 1 + random.nextInt(3);
        final TrackedGuest guest = new TrackedGuest(create(PAGES, vcpus), PAGES, vcpus);
        final TreeSet<Long> due = new TreeSet<>();
        final TreeSet<Long> possible = new TreeSet<>();
        final TreeSet<Long> writtenWhileSyncing = new TreeSet<>();
        boolean syncing = false;
        for (int step = 0; step < 20_000; step++) {
            final int vcpu = random.nextInt(vcpus);
            final int choice = random.nextInt(20);
            if (choice < 12 && guest.isOnline(vcpu)) {
                final long page = random.nextBoolean() ? random.nextLong(20) : random.nextLong(PAGES);
                guest.wrote(vcpu, page);
                possible.add(page);
                (syncing ? writtenWhileSyncing : due).add(page);
            } else if (choice < 16) {
                guest.boundary(vcpu);
            } else if (choice == 16) {
                guest.offline(vcpu);
            } else if (!syncing) {
                guest.beginSync();
                syncing = true;
            } else if (guest.pollSync()) {
                syncing = false;
                final TreeSet<Long> handedOver = guest.handedOver();
                assertTrue(handedOver.containsAll(due), "step " + step + ": a written page is missing");
                assertTrue(possible.containsAll(handedOver), "step " + step + ": a page was not written");
                due.clear();
                due.addAll(writtenWhileSyncing);
                due.removeAll(handedOver);
                possible.clear();
                possible.addAll(writtenWhileSyncing);
                writtenWhileSyncing.clear();
            }
        }
    }

    @Test
    void shouldLoseNoWriteUnderConcurrentSyncs() throws Exception {
        new LostWriteHunt(create(LostWriteHunt.PAGES, LostWriteHunt.VCPUS)).run();
    }

    @Test
    void shouldMarkAndSyncWithoutAllocating() {
        final DirtyTracker tracker = create(PAGES, 2);
        final HierarchicalBitmap into = new HierarchicalBitmap(PAGES);
        final WriteBarrier first = tracker.barrier(0);
        final WriteBarrier second = tracker.barrier(1);
        final long bytes = Allocations.bytesOf(2_000, () -> {
            first.boundary();
            second.boundary();
            for (long page = 0; page < PAGES; page += 50) {
                first.wrote(page);
                second.wrote(page / 2);
            }
            first.offline();
            tracker.beginSync();
            second.boundary();
            if (!tracker.pollSync(into)) {
                throw new AssertionError("not complete");
            }
            into.clear();
        });
        assertEquals(0, bytes, "bytes allocated");
    }
}
