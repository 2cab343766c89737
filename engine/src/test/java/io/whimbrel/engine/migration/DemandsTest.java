package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemandsTest {

    private static final int VCPUS = 3;
    private static final int CROWD = 4 * VCPUS;

    private final Demands demands = new Demands(VCPUS);

    /** Pages come and go so that the queue goes round many times, and grows in the middle of a round. */
    @Test
    void shouldServeFirstWhoeverCameFirst() {
        final Random random = new Random(5);
        final Deque<Long> waiting = new ArrayDeque<>();
        int most = 0;
        for (long page = 0; page < 1_000; page++) {
            assertTrue(demands.add(page, 10 * page));
            waiting.addLast(page);
            most = Math.max(most, waiting.size());
            while (random.nextInt(CROWD) < waiting.size()) {
                serveFirst(waiting);
            }
        }
        assertTrue(most > 2 * VCPUS, "no more than " + most + " waited");
        while (!waiting.isEmpty()) {
            serveFirst(waiting);
        }
        assertTrue(demands.isEmpty());
        assertEquals(0, demands.needlessCount());
    }

    private void serveFirst(final Deque<Long> waiting) {
        final long first = waiting.removeFirst();
        assertFalse(demands.isEmpty());
        assertEquals(first, demands.page());
        assertEquals(10 * first, demands.receivedNs());
        demands.removeFirst();
    }

    @Test
    void shouldKeepThePlaceOfAPageThatIsDemandedAgain() {
        demands.add(7, 100);
        demands.add(8, 200);
        assertFalse(demands.add(7, 300));
        assertEquals(1, demands.needlessCount());
        assertEquals(7, demands.page());
        assertEquals(100, demands.receivedNs());
        demands.removeFirst();
        assertEquals(8, demands.page());
        assertTrue(demands.add(7, 400), "it was served meanwhile");
        demands.removeFirst();
        assertEquals(7, demands.page());
    }
}
