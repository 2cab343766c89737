package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.tracking.DirtyTracker;

/** Reads dirty bits where a round begins: a page written before it is sent goes twice (heuristics O2). */
public final class RoundSnapshotSync implements DirtySync {

    /** Makes the semantics of one migration. */
    public RoundSnapshotSync() {}

    @Override
    public long pagesBetweenSyncs() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean skip(final long page, final DirtyTracker tracker) {
        return false;
    }
}
