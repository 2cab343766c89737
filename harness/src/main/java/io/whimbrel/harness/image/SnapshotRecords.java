package io.whimbrel.harness.image;

import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.harness.run.VerificationRecords;
import io.whimbrel.results.record.SnapshotRecord;
import io.whimbrel.results.record.SnapshotsRecord;

/** Makes one record of the snapshots that were taken. */
public final class SnapshotRecords {

    private SnapshotRecords() {}

    /**
     * Of what came of a plan.
     *
     * @param plan    which were to be taken
     * @param outcome what was
     * @return the record
     */
    public static SnapshotsRecord of(final SnapshotPlan plan, final SnapshotOutcome outcome) {
        return new SnapshotsRecord(plan.kind().toString(), plan.everyNs(),
                outcome.snapshots().stream().map(one -> of(plan.kind(), one)).toList(), outcome.guest().verified(),
                VerificationRecords.of(outcome.guest()));
    }

    private static SnapshotRecord of(final SnapshotKind kind, final TakenSnapshot one) {
        final SnapshotReport cost = one.report();
        final Long written = kind.knowsWhatIsWritten() ? cost.distinctPagesWritten() : null;
        final Long saved = kind.knowsWhatIsWritten() ? cost.pagesCopiedOnWrite() : null;
        return new SnapshotRecord(one.guestTimeNs(), cost.pauseNs(), cost.durationNs(), written, saved,
                written == null || written == 0 ? null : Double.valueOf((double) saved / written), cost.pagesCopied(),
                cost.memoryHeldBytes(), one.copyNs(), one.rollBackNs(), one.pagesRestored(),
                one.verdict().verified(), VerificationRecords.of(one.verdict()));
    }
}
