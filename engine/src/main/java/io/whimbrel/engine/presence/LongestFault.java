package io.whimbrel.engine.presence;

/** Keeps the longest of one vCPU's faults. Allocates only when asked. */
final class LongestFault {

    private long firstRaisedNs;
    private boolean any;
    private long page;
    private long raisedNs;
    private long receivedNs;
    private long sentNs;
    private long arrivedNs;
    private long appliedNs;
    private long runningNs;
    private boolean overtaken;

    void answered(final long newPage, final long newRaisedNs, final long newReceivedNs, final long newSentNs,
            final long newArrivedNs, final long newAppliedNs, final long newRunningNs) {
        if (isLongest(newRaisedNs, newRunningNs)) {
            page = newPage;
            raisedNs = newRaisedNs;
            receivedNs = newReceivedNs;
            sentNs = newSentNs;
            arrivedNs = newArrivedNs;
            appliedNs = newAppliedNs;
            runningNs = newRunningNs;
            overtaken = false;
        }
    }

    void overtaken(final long newPage, final long newRaisedNs, final long newRunningNs) {
        if (isLongest(newRaisedNs, newRunningNs)) {
            page = newPage;
            raisedNs = newRaisedNs;
            runningNs = newRunningNs;
            overtaken = true;
        }
    }

    private boolean isLongest(final long newRaisedNs, final long newRunningNs) {
        if (!any) {
            any = true;
            firstRaisedNs = newRaisedNs;
            return true;
        }
        return newRunningNs - newRaisedNs > runningNs - raisedNs;
    }

    /** The longest so far; null when there was none. */
    Fault fault() {
        if (!any) {
            return null;
        }
        final long sinceNs = raisedNs - firstRaisedNs;
        final long totalNs = runningNs - raisedNs;
        return overtaken
                ? new Fault(page, sinceNs, totalNs, 0, 0, 0, 0, 0, true)
                : new Fault(page, sinceNs, totalNs, Math.max(0, receivedNs - raisedNs),
                        Math.max(0, sentNs - receivedNs), Math.max(0, arrivedNs - sentNs),
                        Math.max(0, appliedNs - arrivedNs), Math.max(0, runningNs - appliedNs), false);
    }
}
