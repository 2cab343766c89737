package io.whimbrel.engine.migration;

/**
 * What the source sent after the guest ran at the destination.
 *
 * @param absentPages      pages that the destination was without when the guest was handed over
 * @param demandedPages    pages sent because a vCPU stood still for them
 * @param pushedPages      pages sent without having been asked for
 * @param needlessRequests requests for pages that were under way already
 * @param bytesSent        bytes handed to the link for them, headers included
 * @param renewals         how often the link was renewed after a cut
 */
public record PushReport(long absentPages, long demandedPages, long pushedPages, long needlessRequests,
        long bytesSent, int renewals) {}
