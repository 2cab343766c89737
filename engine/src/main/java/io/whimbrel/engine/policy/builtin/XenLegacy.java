package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.RoundView;

/**
 * Xen's rule before 4.6: stops when a round sent more than the one before although the rate was at its highest, after
 * 29 rounds, when fewer than 50 pages were sent or skipped, or when three times the memory was sent (heuristics S1; xen
 * tools/libxc/xc_domain_save.c).
 */
public final class XenLegacy implements Convergence {

    private final int rounds;
    private final long fewPages;
    private final double memoryTimes;

    /**
     * Makes the condition of one migration.
     *
     * @param rounds      stop after so many live rounds; 29 in Xen
     * @param fewPages    stop when a round sent and skipped fewer pages; 50 in Xen
     * @param memoryTimes stop when more than so many times the memory was sent; 3 in Xen
     */
    public XenLegacy(final int rounds, final long fewPages, final double memoryTimes) {
        this.rounds = rounds;
        this.fewPages = fewPages;
        this.memoryTimes = memoryTimes;
    }

    @Override
    public Decision decide(final RoundView view) {
        final boolean growsAtFullRate = view.lastRoundSentPages() > view.previousRoundSentPages()
                && view.rateAtMaximum();
        final boolean hardlyAnyLeft = view.lastRoundSentPages() + view.lastRoundSkippedPages() < fewPages;
        final boolean sentTooMuch = view.totalSentPages() > memoryTimes * view.memoryPages();
        return growsAtFullRate || view.round() >= rounds || hardlyAnyLeft || sentTooMuch
                ? Decision.STOP_AND_COPY
                : Decision.CONTINUE;
    }
}
