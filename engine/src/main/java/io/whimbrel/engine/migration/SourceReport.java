package io.whimbrel.engine.migration;

import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import java.util.List;

/**
 * What the source has to say of a migration. Times are nanoseconds on the source's clock, 0 for what never happened.
 *
 * @param state              where it stands
 * @param reason             why it failed, or an empty text
 * @param guestStartedAtNs   the guest was started
 * @param requestedAtNs      the migration was asked for
 * @param liveAtNs           the destination was ready: set-up is over
 * @param pauseRequestedAtNs the vCPUs were asked to stop: downtime begins
 * @param pausedByOrder      that was so by an order from outside, and not by the strategy
 * @param pausedAtNs         every vCPU stood still
 * @param lastSyncedAtNs     the last dirty-sync was over
 * @param residualSentAtNs   the last page was handed to the link
 * @param confirmedAtNs      the destination's confirmation came
 * @param releasedAtNs       ownership was given up: the point of no return
 * @param resumedAtNs        the destination let the vCPUs run, brought to the source's clock: downtime ends
 * @param completedAtNs      the news of it came: the source may free its memory
 * @param clockUncertaintyNs how far {@code resumedAtNs} may be off; 0 when both ends read one clock
 * @param batches            batches sent
 * @param pagesSent          pages sent, zero pages among them, repetitions included
 * @param zeroPages          pages that crossed as a header alone
 * @param bytesSent          bytes handed to the link, headers included
 * @param rounds             every round
 * @param push               what was sent after the guest ran at the destination; null when it was not
 *                           handed over to post-copy
 * @param image              of a guest that went as an image; null for one that went page by page
 */
public record SourceReport(SourceState state, String reason, long guestStartedAtNs, long requestedAtNs, long liveAtNs,
        long pauseRequestedAtNs, boolean pausedByOrder, long pausedAtNs, long lastSyncedAtNs, long residualSentAtNs,
        long confirmedAtNs,
        long releasedAtNs, long resumedAtNs, long completedAtNs, long clockUncertaintyNs, long batches,
        long pagesSent, long zeroPages, long bytesSent, List<RoundRecord> rounds,
        PushReport push, ImageReport image) {

    /** Why it failed when the time limit was up. */
    static final String OUT_OF_TIME = "did not converge within the time limit";
    /** Why it failed when the convergence policy said so. */
    static final String POLICY_GAVE_UP = "the convergence policy gave up: the migration does not converge";

    /**
     * Whether it was given up, and for nothing but want of convergence.
     *
     * @return true when the guest stayed because the migration did not converge
     */
    public boolean isNotConverged() {
        return state == SourceState.FAILED && (reason.equals(OUT_OF_TIME) || reason.equals(POLICY_GAVE_UP));
    }

    /**
     * Downtime as the mechanism sees it: from asking the vCPUs to stop to letting them run at the destination.
     *
     * @return nanoseconds; -1 when the guest never ran at the destination
     */
    public long downtimeNs() {
        return resumedAtNs == 0 ? -1 : resumedAtNs - pauseRequestedAtNs;
    }

    /**
     * Total migration time: from the request until the source may free the memory.
     *
     * @return nanoseconds; -1 when that never came
     */
    public long totalTimeNs() {
        return completedAtNs == 0 ? -1 : completedAtNs - requestedAtNs;
    }
}
