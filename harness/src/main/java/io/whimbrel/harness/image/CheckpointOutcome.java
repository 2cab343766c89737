package io.whimbrel.harness.image;

import io.whimbrel.engine.verify.ReplayVerdict;
import java.util.List;

/**
 * What came of taking checkpoints.
 *
 * @param checkpoints each of them
 * @param guest       the guest that ran on, compared with one of which none was taken
 */
public record CheckpointOutcome(List<Checkpoint> checkpoints, ReplayVerdict guest) {

    /** Copies the list. */
    public CheckpointOutcome {
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Whether all is as it should be.
     *
     * @return true when every checkpoint and the guest are verified
     */
    public boolean verified() {
        return guest.verified() && checkpoints.stream().allMatch(checkpoint -> checkpoint.verdict().verified());
    }
}
