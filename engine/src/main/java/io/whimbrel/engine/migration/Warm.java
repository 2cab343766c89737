package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.protocol.GuestForm;

/**
 * Suspends the guest to a file, copies the file, and resumes the guest from it: its state is kept, and it stands still
 * the whole way. Whoever can move a guest no other way moves it so.
 */
public final class Warm extends PausingStrategy {

    /** Makes the strategy of one migration. */
    public Warm() {}

    @Override
    public Convergence.Decision decision() {
        return Convergence.Decision.STOP_AND_COPY;
    }

    /** It pauses at once, and an image is never half there. */
    @Override
    public boolean mayBeInterrupted() {
        return false;
    }

    @Override
    public GuestForm form() {
        return GuestForm.CHECKPOINT;
    }
}
