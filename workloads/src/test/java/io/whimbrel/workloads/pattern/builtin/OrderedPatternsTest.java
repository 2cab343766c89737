package io.whimbrel.workloads.pattern.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.workloads.pattern.AccessStream;
import org.junit.jupiter.api.Test;

class OrderedPatternsTest {

    @Test
    void shouldGoThroughAllItemsInOrder() {
        assertArrayEquals(new long[]{0, 1, 2, 3, 0, 1, 2, 3, 0}, Accesses.take(Accesses.stream("sequential", 4), 9));
    }

    @Test
    void shouldStrideByColumns() {
        assertArrayEquals(new long[]{0, 4, 8, 1, 5, 9, 2, 6, 3, 7, 0, 4},
                Accesses.take(Accesses.stream("strided(stride=4)", 10), 12));
    }

    @Test
    void shouldGoThroughTheFirstItemsOverAndOver() {
        assertArrayEquals(new long[]{0, 1, 2, 0, 1, 2, 0}, Accesses.take(Accesses.stream("cyclic(period=3)", 10), 7));
    }

    @Test
    void shouldBeginAgainWhenItsNextItemIsGone() {
        final AccessStream stream = Accesses.stream("sequential", 10);
        Accesses.take(stream, 8);
        stream.resize(5);
        assertArrayEquals(new long[]{0, 1, 2, 3, 4, 0}, Accesses.take(stream, 6));
    }

    @Test
    void shouldRefuseAStrideBeyondTheItems() {
        assertEquals("strided: a stride of 65 exceeds the 64 items that a vCPU has",
                assertThrows(IllegalArgumentException.class, () -> Accesses.stream("strided(65)", 64)).getMessage());
    }

    @Test
    void shouldRefuseAPeriodBeyondTheItems() {
        assertEquals("cyclic: a period of 65 exceeds the 64 items that a vCPU has",
                assertThrows(IllegalArgumentException.class, () -> Accesses.stream("cyclic(65)", 64)).getMessage());
    }
}
