package io.whimbrel.harness.image;

import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.verify.ReplayVerdict;

/**
 * A snapshot that was taken.
 *
 * @param guestTimeNs   its instant, in nanoseconds since the guest was started
 * @param report        what it has cost
 * @param copyNs        how long it took to be copied while the guest ran; null where it was not
 * @param rollBackNs    how long it took to bring the guest back to it; null where it was not
 * @param pagesRestored pages that differed then; null where the guest was not brought back
 * @param verdict       the guest that was brought back, or else what the snapshot held, compared with a guest of which none
 *                      was ever taken
 */
public record TakenSnapshot(long guestTimeNs, SnapshotReport report, Long copyNs, Long rollBackNs, Long pagesRestored,
        ReplayVerdict verdict) {}
