package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.Prefetcher;

/** Pushes nothing: pages cross on demand alone. */
public final class NoPrefetch implements Prefetcher {

    /** Makes the prefetcher of one migration. */
    public NoPrefetch() {}

    @Override
    public void demanded(final long page) {}

    @Override
    public long next(final PageSet absent) {
        return PageSet.NONE;
    }
}
