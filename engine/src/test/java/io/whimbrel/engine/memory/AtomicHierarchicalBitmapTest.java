package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicHierarchicalBitmapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 64, 65, 4096, 4097, 262_144, 262_145})
    void shouldReachItsFirstAndLastPageAndNotOneMore(final long pages) {
        final AtomicHierarchicalBitmap bitmap = new AtomicHierarchicalBitmap(pages);
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.add(pages));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.add(-1));
        bitmap.add(0);
        bitmap.add(pages - 1);
        final HierarchicalBitmap drained = new HierarchicalBitmap(pages);
        bitmap.drainTo(drained);
        assertEquals(Math.min(pages, 2), drained.cardinality());
        assertTrue(drained.contains(0));
        assertTrue(drained.contains(pages - 1));
    }

    @Test
    void shouldRefuseToDrainIntoAnotherSize() {
        final AtomicHierarchicalBitmap bitmap = new AtomicHierarchicalBitmap(64);
        assertThrows(IllegalArgumentException.class, () -> bitmap.drainTo(new HierarchicalBitmap(65)));
    }

    @Test
    void shouldLoseNoPageWhileManyAddAndOneDrains() throws Exception {
        final int adders = 3;
        final int pagesEach = 100_000;
        final AtomicHierarchicalBitmap bitmap = new AtomicHierarchicalBitmap((long) adders * pagesEach);
        final HierarchicalBitmap drained = new HierarchicalBitmap((long) adders * pagesEach);
        try (ExecutorService threads = Executors.newFixedThreadPool(adders)) {
            // Each adds every page that is its own modulo the number of adders, so that all share every word.
            final List<Future<?>> running = IntStream.range(0, adders)
                    .<Future<?>>mapToObj(adder -> threads.submit(() -> {
                        final int[] order = shuffled(pagesEach, adder);
                        for (final int position : order) {
                            bitmap.add((long) position * adders + adder);
                        }
                    })).toList();
            while (running.stream().anyMatch(future -> !future.isDone())) {
                bitmap.drainTo(drained);
            }
            for (final Future<?> future : running) {
                future.get();
            }
        }
        bitmap.drainTo(drained);
        assertEquals(drained.pages(), drained.cardinality());
    }

    private static int[] shuffled(final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
