package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.tracking.DirtyTracker;

/**
 * Reads dirty bits where a round begins, and looks again without clearing before each page is sent: one that is dirty
 * already is left for the next round, as Xen does (heuristics O1; xen tools/libxc/xc_domain_save.c).
 */
public final class PeekSkipSync implements DirtySync {

    /** Makes the semantics of one migration. */
    public PeekSkipSync() {}

    @Override
    public long pagesBetweenSyncs() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean skip(final long page, final DirtyTracker tracker) {
        return tracker.peek(page);
    }
}
