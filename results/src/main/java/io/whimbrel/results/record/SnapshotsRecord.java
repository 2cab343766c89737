package io.whimbrel.results.record;

import java.util.List;

/**
 * Snapshots that were taken of one guest, one after the other.
 *
 * @param kind          how each was taken and kept: {@code full}, {@code virtual} or {@code copied}
 * @param everyNs       how long the guest ran before each, and how long each was kept, nanoseconds
 * @param taken         each of them, in order
 * @param guestVerified whether the guest was proved at its end
 * @param guest         that proof
 */
public record SnapshotsRecord(String kind, long everyNs, List<SnapshotRecord> taken, boolean guestVerified,
        VerificationRecord guest) {

    /** Copies the list. */
    public SnapshotsRecord {
        taken = List.copyOf(taken);
    }

    /**
     * Whether all is as it should be.
     *
     * @return true when every snapshot and the guest are verified
     */
    public boolean verified() {
        return guestVerified && taken.stream().allMatch(SnapshotRecord::verified);
    }
}
