package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PostcopyOptimumTest {

    @Test
    void shouldBeWhatOneCanWorkOutByHand() {
        final AccessHistory accesses = new AccessHistory(9);
        accesses.add(90, 8);
        accesses.add(105, 3);
        accesses.add(108, 3);
        accesses.add(112, 1);
        accesses.add(190, 2);
        // Resumed at 100: page 3 is there after 10, 5 late; page 1 after 20, 8 late; page 2 long before it is needed.
        final PostcopyOptimum optimum = new PostcopyOptimum(accesses, 10);
        assertEquals(8, optimum.stallNs(100));
        assertEquals(1, optimum.headStartPages(100));
        assertFalse(optimum.isStallFree(100));
        assertTrue(optimum.isStallFree(150));
        assertEquals(0, optimum.headStartPages(190));
    }

    @Test
    void shouldRefuseALinkThatTakesNoTime() {
        assertThrows(IllegalArgumentException.class, () -> new PostcopyOptimum(new AccessHistory(1), 0));
    }
}
