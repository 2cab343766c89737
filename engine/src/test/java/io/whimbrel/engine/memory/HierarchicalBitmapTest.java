package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HierarchicalBitmapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 64, 65, 4096, 4097, 262_144, 262_145, 16_777_216, 16_777_217})
    void shouldReachItsFirstAndLastPageAndNotOneMore(final long pages) {
        final HierarchicalBitmap set = new HierarchicalBitmap(pages);
        assertEquals(PageSet.NONE, set.next(0));
        assertThrows(IndexOutOfBoundsException.class, () -> set.add(pages));
        assertThrows(IndexOutOfBoundsException.class, () -> set.add(-1));
        assertTrue(set.add(pages - 1));
        assertEquals(pages - 1, set.next(0));
        assertEquals(PageSet.NONE, set.next(pages));
        set.addAll();
        assertEquals(pages, set.cardinality());
        assertEquals(0, set.next(0));
        assertEquals(pages - 1, set.next(pages - 1));
        final HierarchicalBitmap other = new HierarchicalBitmap(pages);
        other.add(pages / 2);
        set.drainTo(other);
        assertEquals(pages, other.cardinality());
        assertTrue(set.isEmpty());
        assertEquals(PageSet.NONE, set.next(0));
    }

    @Test
    void shouldRefuseASizeOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new HierarchicalBitmap(0));
        assertThrows(IllegalArgumentException.class, () -> new HierarchicalBitmap(PageGeometry.MAX_PAGES + 1));
    }

    @Test
    void shouldRefuseToDrainIntoItselfOrIntoAnotherSize() {
        final HierarchicalBitmap set = new HierarchicalBitmap(64);
        set.add(3);
        assertThrows(IllegalArgumentException.class, () -> set.drainTo(set));
        assertThrows(IllegalArgumentException.class, () -> set.drainTo(new HierarchicalBitmap(65)));
        assertTrue(set.contains(3));
        assertFalse(set.contains(4));
    }
}
