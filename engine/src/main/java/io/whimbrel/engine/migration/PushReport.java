package io.whimbrel.engine.migration;

/**
 * What the source sent after the guest ran at the destination.
 *
 * @param absentPages      pages that the destination was without when the guest was handed over
 * @param demandedPages    of these, pages sent because a vCPU stood still for them; one that a cut has lost counts by what
 *                         it was sent for in the end
 * @param pushedPages      of these, pages sent without having been asked for
 * @param needlessRequests requests that caused nothing to be sent: for a page under way, or one asked for before
 * @param bytesSent        bytes handed to the link for them, headers included, and again where a cut has lost them
 * @param renewals         how often it was found out anew, after a cut or in doubt, what the destination is without
 */
public record PushReport(long absentPages, long demandedPages, long pushedPages, long needlessRequests,
        long bytesSent, int renewals) {

    /** Of a guest that was handed over to post-copy when no page of it was absent. */
    static final PushReport NOTHING = new PushReport(0, 0, 0, 0, 0, 0);
}
