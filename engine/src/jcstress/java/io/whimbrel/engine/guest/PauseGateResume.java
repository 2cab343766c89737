package io.whimbrel.engine.guest;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** What the controller did while the vCPU stood still, the vCPU sees when it runs again. */
@JCStressTest
@State
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "Still paused.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "Resumed, with what the controller wrote.")
@Outcome(expect = FORBIDDEN, desc = "Resumed without what the controller wrote.")
public class PauseGateResume {

    private final PauseGate gate = new PauseGate();
    private long written;

    /** A pause that was answered. */
    public PauseGateResume() {
        gate.requestPause();
        gate.mayRun();
    }

    /** Writes, then resumes. */
    @Actor
    public void controller() {
        written = 1;
        gate.resume();
    }

    /**
     * Looks once.
     *
     * @param result what was read, or -1 when paused
     */
    @Actor
    public void vcpu(final J_Result result) {
        result.r1 = gate.mayRun() ? written : -1;
    }
}
