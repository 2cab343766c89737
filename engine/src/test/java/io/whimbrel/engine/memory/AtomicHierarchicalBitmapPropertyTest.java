package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AtomicHierarchicalBitmapPropertyTest {

    private static final int PAGES = 300_000;

    @Property(tries = 100)
    void shouldDrainWhatWasAdded(
            @ForAll @Size(max = 10) final List<@Size(max = 50) List<@IntRange(max = PAGES - 1) Integer>> rounds) {
        final AtomicHierarchicalBitmap bitmap = new AtomicHierarchicalBitmap(PAGES);
        for (final List<Integer> round : rounds) {
            final BitSet model = new BitSet();
            for (final int page : round) {
                bitmap.add(page);
                model.set(page);
                assertTrue(bitmap.contains(page));
            }
            final HierarchicalBitmap drained = new HierarchicalBitmap(PAGES);
            bitmap.drainTo(drained);
            HierarchicalBitmapPropertyTest.assertSame(model, drained);
            round.forEach(page -> assertFalse(bitmap.contains(page)));
        }
    }
}
