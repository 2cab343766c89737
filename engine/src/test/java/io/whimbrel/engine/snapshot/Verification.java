package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;

/** Proves a guest, or a snapshot of one, by replay. */
record Verification(GuestProgram program, PageGeometry geometry) {

    void of(final Guest paused) {
        final ReplayVerdict verdict = new Replay(program, geometry,
                paused.vcpus().stream().map(vcpu -> VcpuOutcome.of(vcpu.program())).toList())
                .compareWith(paused.memory());
        assertTrue(verdict.verified(), verdict::toString);
    }

    void of(final FullSnapshot snapshot) {
        final Guest clone = Guest.untracked(snapshot.memory(), program, () -> 0);
        snapshot.state().loadInto(clone);
        of(clone);
    }
}
