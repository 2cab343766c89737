package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.BarrierPractice;
import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.MemoryUnavailableException;
import io.whimbrel.engine.memory.PageGeometry;

/** Practises the copy-on-write barrier. */
final class CopyOnWritePractice {

    private static final long POOL_BYTES = 1 << 20;

    private CopyOnWritePractice() {}

    static void run() {
        try (BlockPool pool = new BlockPool(PageGeometry.MIN_PAGE_BYTES, POOL_BYTES)) {
            BarrierPractice.on(memory -> CopyOnWriteAccess.with(memory,
                    new CopyOnWriteBarrier(new CopyOnWrite(memory, pool))));
        } catch (final MemoryUnavailableException e) {
            // It does without: the snapshot needs more memory than this, and is the one to say that there is none.
        }
    }
}
