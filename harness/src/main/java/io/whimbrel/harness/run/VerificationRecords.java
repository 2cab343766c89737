package io.whimbrel.harness.run;

import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.results.record.VerificationRecord;

/** Makes a record of a proof. */
public final class VerificationRecords {

    private VerificationRecords() {}

    /**
     * Of what a replay has found.
     *
     * @param verdict the finding
     * @return the record
     */
    public static VerificationRecord of(final ReplayVerdict verdict) {
        final Long page = verdict.firstOffset() == ReplayVerdict.NONE
                ? null
                : Long.valueOf(verdict.geometry().pageOf(verdict.firstOffset()));
        return new VerificationRecord(verdict.geometry().pages(), verdict.operations(), page, verdict.toString());
    }
}
