package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AccessHistoryTest {

    @Test
    void shouldKeepEveryAccessInOrder() {
        final AccessHistory history = new AccessHistory(7);
        for (int i = 0; i < 10_000; i++) {
            history.add(i / 3, i % 7);
        }
        assertEquals(10_000, history.size());
        assertEquals(9_999 / 3, history.timeNs(9_999));
        assertEquals(9_999 % 7, history.page(9_999));
    }

    @Test
    void shouldFindTheFirstAccessLaterThanAnInstant() {
        final AccessHistory history = new AccessHistory(1);
        for (final long timeNs : new long[]{5, 5, 8}) {
            history.add(timeNs, 0);
        }
        assertEquals(0, history.firstAfter(4));
        assertEquals(2, history.firstAfter(5));
        assertEquals(2, history.firstAfter(7));
        assertEquals(3, history.firstAfter(8));
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        final AccessHistory history = new AccessHistory(2);
        history.add(10, 1);
        assertThrows(IllegalArgumentException.class, () -> history.add(9, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> history.add(10, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> history.add(10, -1));
        assertThrows(IllegalArgumentException.class, () -> new AccessHistory(0));
        assertThrows(IllegalArgumentException.class, () -> new AccessHistory(1L << 31));
    }
}
