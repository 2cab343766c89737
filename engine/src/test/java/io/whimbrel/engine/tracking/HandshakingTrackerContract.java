package io.whimbrel.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a tracker must do besides when it waits for the vCPUs' boundaries. */
abstract class HandshakingTrackerContract extends DirtyTrackerContract {

    private static final long PAGES = 5000;

    @Test
    void shouldHandNothingOverUntilEveryOnlineVcpuHasPassedABoundary() {
        final TrackedGuest guest = new TrackedGuest(create(PAGES, 3), PAGES, 3);
        guest.boundary(0);
        guest.boundary(1);
        guest.wrote(0, 1);
        guest.wrote(1, 2);
        guest.beginSync();
        assertFalse(guest.pollSync());
        guest.boundary(1);
        assertFalse(guest.pollSync());
        assertEquals(Set.of(), guest.handedOver());
        guest.boundary(0);
        assertTrue(guest.pollSync());
        assertEquals(Set.of(1L, 2L), guest.handedOver());
    }

    @Test
    void shouldNotTakeABoundaryBeforeTheSyncForOneAfterIt() {
        final TrackedGuest guest = new TrackedGuest(create(PAGES, 1), PAGES, 1);
        guest.boundary(0);
        guest.sync();
        guest.boundary(0);
        guest.beginSync();
        assertFalse(guest.pollSync());
        guest.boundary(0);
        assertTrue(guest.pollSync());
    }

    @Test
    void shouldTakeComingOnlineDuringTheSyncForABoundary() {
        final TrackedGuest guest = new TrackedGuest(create(PAGES, 1), PAGES, 1);
        guest.boundary(0);
        guest.wrote(0, 1);
        guest.offline(0);
        guest.beginSync();
        guest.boundary(0);
        guest.wrote(0, 2);
        assertTrue(guest.pollSync());
        final Set<Long> handedOver = guest.handedOver();
        assertTrue(handedOver.contains(1L));
        handedOver.addAll(guest.sync());
        assertEquals(Set.of(1L, 2L), handedOver);
    }
}
