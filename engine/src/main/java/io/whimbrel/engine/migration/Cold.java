package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.protocol.GuestForm;

/**
 * Stops the guest, copies the image that it was started from, and starts it afresh from the copy: every vCPU at its first
 * operation, guest time at zero. What the guest has done since its start is lost, and whoever chooses this says so.
 */
public final class Cold extends PausingStrategy {

    /** Makes the strategy of one migration. */
    public Cold() {}

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
        return GuestForm.BOOT_IMAGE;
    }
}
