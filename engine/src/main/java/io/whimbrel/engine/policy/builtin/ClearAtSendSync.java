package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.tracking.DirtyTracker;

/**
 * Reads dirty bits all the time, a chunk of pages at a time just before they are sent: a page written before it is sent
 * goes once. A round is one pass over memory (heuristics O2).
 */
public final class ClearAtSendSync implements DirtySync {

    private final long chunkPages;

    /**
     * Makes the semantics of one migration.
     *
     * @param chunkPages pages sent between two syncs, at least 1
     */
    public ClearAtSendSync(final long chunkPages) {
        this.chunkPages = chunkPages;
    }

    @Override
    public long pagesBetweenSyncs() {
        return chunkPages;
    }

    @Override
    public boolean skip(final long page, final DirtyTracker tracker) {
        return false;
    }
}
