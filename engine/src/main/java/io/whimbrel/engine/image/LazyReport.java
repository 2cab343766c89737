package io.whimbrel.engine.image;

/**
 * How the pages of a guest came that was restored while it ran. Each page counts once, as one of the first three.
 *
 * @param demandedPages   pages that came because a vCPU stood still for them
 * @param prefetchedPages pages that the prefetcher chose while the guest ran
 * @param restPages       pages that came when no more was left to the prefetcher
 * @param zeroPages       pages among all of these that are all zero, and so were never read
 * @param completedAtNs   when the last page was there, on the clock of the guest's machine; 0 for never
 */
public record LazyReport(long demandedPages, long prefetchedPages, long restPages, long zeroPages,
        long completedAtNs) {}
