package io.whimbrel.engine.presence;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one vCPU's faults cost it, in nanoseconds, whole and by stage. Written by the vCPU without allocating; read while
 * it is paused or has ended.
 *
 * <pre>
 *   vCPU stalls --request--> source has it --queue--> taken up --transfer--> arrives --apply--> present --wake--> runs
 * </pre>
 *
 * <p>Two of the stages lie between two machines and are as exact as their clocks agree. A stage that the clocks' error
 * makes negative counts as nothing.
 */
public final class FaultLog {

    /** The stages of a fault, in order. */
    public enum Stage {
        /** From the vCPU's stall until the source has the request. */
        REQUEST,
        /** Until the source takes the page up to send it. */
        QUEUE,
        /** Until the frame with the page's last byte is there: encoding, copying, its checksum, and the link. */
        TRANSFER,
        /** Until that frame is checked and copied. */
        APPLY,
        /** Until the vCPU runs on. */
        WAKE,
        /** From the vCPU's stall until it runs on, where an answer brought the page: all of the above. */
        ANSWERED,
        /** From the vCPU's stall until it runs on, whatever brought the page. */
        TOTAL
    }

    private static final long HIGHEST_NS = 3_600_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 2;

    private final List<Histogram> stages = new ArrayList<>();
    private final LongestFault longest = new LongestFault();
    private long overtaken;
    private long blockedNs;

    FaultLog() {
        for (int i = 0; i < Stage.values().length; i++) {
            stages.add(new Histogram(1, HIGHEST_NS, SIGNIFICANT_DIGITS));
        }
    }

    void answered(final long page, final long raisedNs, final long receivedNs, final long sentNs,
            final long arrivedNs, final long appliedNs, final long runningNs) {
        record(Stage.REQUEST, receivedNs - raisedNs);
        record(Stage.QUEUE, sentNs - receivedNs);
        record(Stage.TRANSFER, arrivedNs - sentNs);
        record(Stage.APPLY, appliedNs - arrivedNs);
        record(Stage.WAKE, runningNs - appliedNs);
        record(Stage.ANSWERED, runningNs - raisedNs);
        blocked(runningNs - raisedNs);
        longest.answered(page, raisedNs, receivedNs, sentNs, arrivedNs, appliedNs, runningNs);
    }

    /** The page came by the push, and not as the answer. */
    void overtaken(final long page, final long raisedNs, final long runningNs) {
        overtaken++;
        blocked(runningNs - raisedNs);
        longest.overtaken(page, raisedNs, runningNs);
    }

    private void blocked(final long ns) {
        record(Stage.TOTAL, ns);
        blockedNs += ns;
    }

    private void record(final Stage stage, final long ns) {
        stages.get(stage.ordinal()).recordValue(Math.min(Math.max(0, ns), HIGHEST_NS));
    }

    /**
     * How long one stage took.
     *
     * @param stage the stage
     * @return a copy; every fault counts in {@link Stage#TOTAL}, those answered on demand in the others too
     */
    public Histogram stage(final Stage stage) {
        return stages.get(stage.ordinal()).copy();
    }

    /**
     * How often the vCPU stalled.
     *
     * @return faults
     */
    public long faults() {
        return stages.get(Stage.TOTAL.ordinal()).getTotalCount();
    }

    /**
     * How many of them ended by a page that came by the push, and not by an answer.
     *
     * @return faults
     */
    public long overtaken() {
        return overtaken;
    }

    /**
     * The fault that lasted longest.
     *
     * @return the fault; null when there was none
     */
    public Fault longest() {
        return longest.fault();
    }

    /**
     * How long the vCPU stood still, all faults together.
     *
     * @return nanoseconds
     */
    public long blockedNs() {
        return blockedNs;
    }
}
