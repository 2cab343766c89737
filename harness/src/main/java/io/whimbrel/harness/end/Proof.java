package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.util.List;

/** Compares a guest that stands still with the same guest never migrated. */
public final class Proof {

    private Proof() {}

    /**
     * Replays and compares.
     *
     * @param guest stands still
     * @param fresh what it ran, built anew
     * @return the finding
     */
    public static ReplayVerdict of(final Guest guest, final GuestProgram fresh) {
        final List<VcpuOutcome> outcomes = guest.vcpus().stream().map(vcpu -> VcpuOutcome.of(vcpu.program())).toList();
        return new Replay(fresh, guest.memory().geometry(), outcomes).compareWith(guest.memory());
    }
}
