package io.whimbrel.harness.image;

import io.whimbrel.engine.verify.ReplayVerdict;
import java.util.List;

/**
 * What came of taking snapshots.
 *
 * @param snapshots each of them
 * @param guest     the guest at its end, compared with one of which none was taken
 */
public record SnapshotOutcome(List<TakenSnapshot> snapshots, ReplayVerdict guest) {

    /** Copies the list. */
    public SnapshotOutcome {
        snapshots = List.copyOf(snapshots);
    }
}
