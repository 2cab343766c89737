package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.BarrierPractice;
import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.MemoryUnavailableException;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.WriteBarrier;
import java.util.function.Function;

/** Practises the copy-on-write barrier, before a guest whose writes are tracked and before one whose are not. */
final class CopyOnWritePractice {

    private static final long POOL_BYTES = 1 << 20;

    private CopyOnWritePractice() {}

    static void run() {
        try (BlockPool pool = new BlockPool(PageGeometry.MIN_PAGE_BYTES, POOL_BYTES)) {
            // As often the one as the other: where the compiler has seen one kind nine times in ten, it takes in no other.
            practise(memory -> memory, pool);
            practise(CopyOnWritePractice::tracked, pool);
        } catch (final MemoryUnavailableException e) {
            // It does without: the snapshot needs more memory than this, and is the one to say that there is none.
        }
    }

    private static void practise(final Function<GuestMemory, GuestAccess> inner, final BlockPool pool) {
        BarrierPractice.on(memory -> new CopyOnWriteAccess(inner.apply(memory),
                new CopyOnWriteBarrier(new CopyOnWrite(memory, pool)), memory.geometry().pageShift()));
    }

    private static GuestAccess tracked(final GuestMemory memory) {
        final WriteBarrier barrier = new EpochTracker(memory.geometry().pages(), 1).barrier(0);
        barrier.boundary();
        return new TrackedAccess(memory, barrier);
    }
}
