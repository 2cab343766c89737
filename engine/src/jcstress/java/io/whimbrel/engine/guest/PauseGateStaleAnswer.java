package io.whimbrel.engine.guest;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The answer to an earlier pause is never taken for an answer to this one: once the controller sees the vCPU paused,
 * it sees all operations that the vCPU has done, and no more are done.
 */
@JCStressTest
@State
@Outcome(id = "-1, [0-3]", expect = ACCEPTABLE, desc = "Not paused yet.")
@Outcome(id = {"0, 0", "1, 1", "2, 2"}, expect = ACCEPTABLE, desc = "Paused after as many operations.")
@Outcome(expect = FORBIDDEN, desc = "Paused, and yet operations were unseen or done later.")
public class PauseGateStaleAnswer {

    private static final int LOOKS = 100;

    private final PauseGate gate = new PauseGate();
    private long operations;
    private long seen = -1;

    /** A pause that was answered, and is over. */
    public PauseGateStaleAnswer() {
        gate.requestPause();
        gate.mayRun();
        gate.resume();
    }

    /** Three boundaries, and an operation at each unless paused. */
    @Actor
    public void vcpu() {
        for (int boundary = 0; boundary < 3; boundary++) {
            if (gate.mayRun()) {
                operations++;
            }
        }
    }

    /** The second pause. */
    @Actor
    public void controller() {
        gate.requestPause();
        for (int look = 0; look < LOOKS; look++) {
            if (gate.isPaused()) {
                seen = operations;
                return;
            }
        }
    }

    /**
     * Compares.
     *
     * @param result operations seen when paused, or -1; operations done
     */
    @Arbiter
    public void result(final JJ_Result result) {
        result.r1 = seen;
        result.r2 = operations;
    }
}
