package io.whimbrel.results.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CacheLineTripsTest {

    @Test
    void shouldMeasureTripsAndLeaveNobodyRunning() {
        final long[] tripsNs = CacheLineTrips.measure(3, 0);
        assertTrue(tripsNs.length <= 3, Arrays.toString(tripsNs));
        // No two threads of any processor are that near, and in microseconds it would be less.
        Arrays.stream(tripsNs).forEach(ns -> assertTrue(ns >= 5, Arrays.toString(tripsNs)));
        assertEquals(0, Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cache-line-trips")).count());
    }

    @Test
    void shouldMeasureNothingWhereNothingIsAskedFor() {
        assertEquals(0, CacheLineTrips.measure(0, 0).length);
    }
}
