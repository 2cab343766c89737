package io.whimbrel.workloads.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    @Test
    void shouldDrawSplitMix64() {
        final RandomStream random = new RandomStream(1, 0, Concern.CONTENT);
        random.resume(1234567);
        // The reference output that the algorithm's authors give for this seed.
        assertEquals(6457827717110365317L, random.nextLong());
        assertEquals(3203168211198807973L, random.nextLong());
        assertEquals(-8629252141511181193L, random.nextLong());
    }

    @Test
    void shouldGoOnFromItsState() {
        final RandomStream random = new RandomStream(5, 1, Concern.ARRIVAL);
        random.nextLong();
        final RandomStream resumed = new RandomStream(0, 0, Concern.FILL);
        resumed.resume(random.state());
        assertEquals(random.nextLong(), resumed.nextLong());
    }

    @Test
    void shouldDifferBySeedLaneAndConcern() {
        final Set<Long> firstDraws = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            for (long lane = 0; lane < 10; lane++) {
                for (final Concern concern : Concern.values()) {
                    firstDraws.add(new RandomStream(seed, lane, concern).nextLong());
                }
            }
        }
        assertEquals(10 * 10 * Concern.values().length, firstDraws.size());
    }

    @Test
    void shouldDrawAllNumbersBelowABoundEquallyOften() {
        final RandomStream random = new RandomStream(1, 0, Concern.READ_ITEM);
        final long[] counts = new long[10];
        for (int i = 0; i < 1_000_000; i++) {
            counts[(int) random.nextLong(counts.length)]++;
        }
        for (final long count : counts) {
            assertEquals(100_000, count, 1_500);
        }
    }

    @Test
    void shouldNotFavourSmallNumbersBelowAHugeBound() {
        final RandomStream random = new RandomStream(1, 0, Concern.READ_ITEM);
        // Taken modulo such a bound, the lower half would come twice as often as the upper.
        final long bound = 3L << 60;
        long inLowerHalf = 0;
        for (int i = 0; i < 100_000; i++) {
            final long drawn = random.nextLong(bound);
            assertTrue(drawn >= 0 && drawn < bound);
            if (drawn < bound / 2) {
                inLowerHalf++;
            }
        }
        assertEquals(50_000, inLowerHalf, 700);
    }

    @Test
    void shouldDrawFractionsBelowOne() {
        final RandomStream random = new RandomStream(9, 0, Concern.OPERATION);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            final double drawn = random.nextDouble();
            assertTrue(drawn >= 0 && drawn < 1);
            sum += drawn;
        }
        assertEquals(0.5, sum / 100_000, 0.005);
    }
}
