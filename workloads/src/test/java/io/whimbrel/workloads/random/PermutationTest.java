package io.whimbrel.workloads.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PermutationTest {

    @Property(tries = 200)
    void shouldHitEveryNumberOnce(@ForAll @IntRange(min = 1, max = 5_000) final int size) {
        final Permutation permutation = new Permutation(size);
        final BitSet hit = new BitSet(size);
        for (int number = 0; number < size; number++) {
            hit.set((int) permutation.apply(number));
        }
        assertEquals(size, hit.cardinality());
        assertEquals(size, hit.length());
    }

    @Test
    void shouldPutNeighboursFarApart() {
        final long size = 100_000;
        final Permutation permutation = new Permutation(size);
        int near = 0;
        for (long number = 1; number < 1_000; number++) {
            if (Math.abs(permutation.apply(number) - permutation.apply(number - 1)) < size / 100) {
                near++;
            }
        }
        // Of numbers placed at random, 2 in 100 would be as near.
        assertTrue(near < 60, near + " neighbours remain near each other");
    }

    @Test
    void shouldStayBelowAHugeSize() {
        final long size = (1L << 36) + 1;
        final Permutation permutation = new Permutation(size);
        for (long number = size - 1_000; number < size; number++) {
            final long place = permutation.apply(number);
            assertTrue(place >= 0 && place < size);
        }
    }

    @Test
    void shouldBeTheSameAfterResizingAsWhenNew() {
        final Permutation resized = new Permutation(10);
        resized.resize(1_000);
        assertEquals(new Permutation(1_000).apply(123), resized.apply(123));
    }
}
