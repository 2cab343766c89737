package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BlockPoolTest {

    private static final int BLOCK_BYTES = 64;
    private static final int BLOCKS = 32;

    private final BlockPool pool = new BlockPool(BLOCK_BYTES, BLOCKS * BLOCK_BYTES + 7);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldGiveOutEachBlockOnceUpToItsLimit() {
        final Set<Integer> out = new HashSet<>();
        for (int i = 0; i < BLOCKS; i++) {
            assertTrue(out.add(pool.take()));
        }
        assertEquals(BlockPool.NONE, pool.take());
        assertEquals(BLOCKS * BLOCK_BYTES, pool.limitBytes());
    }

    @Test
    void shouldHoldNoMoreThanWasOutAtOnce() {
        for (int i = 0; i < 100; i++) {
            final int first = pool.take();
            final int second = pool.take();
            assertNotEquals(first, second);
            pool.give(first);
            pool.give(second);
        }
        assertEquals(2 * BLOCK_BYTES, pool.heldBytes());
    }

    @Test
    @Timeout(30)
    void shouldNeverGiveOneBlockToTwo() throws Exception {
        final int threads = 3;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            final List<Future<?>> takers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                final int self = thread + 1;
                takers.add(executor.submit(() -> takeMarkAndGive(self)));
            }
            for (final Future<?> taker : takers) {
                taker.get();
            }
        }
        assertTrue(pool.heldBytes() <= pool.limitBytes());
    }

    /** Together the takers want more blocks than there are, so that the stack runs empty now and then. */
    private void takeMarkAndGive(final int self) {
        final SplittableRandom random = new SplittableRandom(self);
        final int[] mine = new int[BLOCKS / 2];
        for (int round = 0; round < 20_000; round++) {
            int count = 0;
            while (count < 1 + random.nextInt(mine.length - 1)) {
                final int block = pool.take();
                if (block == BlockPool.NONE) {
                    break;
                }
                for (int at = 0; at < BLOCK_BYTES; at += Long.BYTES) {
                    UnsafeApi.putLong(pool.addressOf(block) + at, self);
                }
                mine[count++] = block;
            }
            while (count > 0) {
                final int block = mine[--count];
                for (int at = 0; at < BLOCK_BYTES; at += Long.BYTES) {
                    assertEquals(self, UnsafeApi.getLong(pool.addressOf(block) + at), "somebody else has block");
                }
                pool.give(block);
            }
        }
    }
}
