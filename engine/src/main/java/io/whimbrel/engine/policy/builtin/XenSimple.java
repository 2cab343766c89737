package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.RoundView;

/**
 * Xen's rule since 4.7: stops when fewer than 50 pages are dirty, or after 5 rounds (heuristics S3; xen
 * tools/libs/saverestore/save.c, simple_precopy_policy).
 */
public final class XenSimple implements Convergence {

    private final long dirtyPages;
    private final int rounds;

    /**
     * Makes the condition of one migration.
     *
     * @param dirtyPages stop below so many dirty pages; 50 in Xen
     * @param rounds     stop after so many live rounds; 5 in Xen
     */
    public XenSimple(final long dirtyPages, final int rounds) {
        this.dirtyPages = dirtyPages;
        this.rounds = rounds;
    }

    @Override
    public Decision decide(final RoundView view) {
        return view.dirtyPages() < dirtyPages || view.round() >= rounds ? Decision.STOP_AND_COPY : Decision.CONTINUE;
    }
}
