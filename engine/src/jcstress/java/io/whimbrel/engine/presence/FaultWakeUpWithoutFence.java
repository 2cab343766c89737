package io.whimbrel.engine.presence;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Proof that {@link FaultWakeUp} can fail: this agent looks who waits without a fence after it has applied the page. Its
 * store is still in its processor's store buffer when it finds nobody, and the vCPU finds no page. The build fails when
 * this is never seen.
 */
@JCStressTest
@State
@Outcome(id = "[1-3]", expect = ACCEPTABLE, desc = "The vCPU runs on.")
@Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "The vCPU sleeps on, as it must now and then.")
@Outcome(expect = FORBIDDEN, desc = "There is nothing else.")
public class FaultWakeUpWithoutFence extends WakeUp {

    /** An absent page. */
    public FaultWakeUpWithoutFence() {}

    /** Touches it. */
    @Actor
    public void vcpu() {
        stall();
    }

    /** Applies it. */
    @Actor
    public void agent() {
        faults.presence().arrived(PAGE);
        faults.ports().getFirst().wake();
        end();
    }

    /**
     * What came of it.
     *
     * @param result found, woken, or both
     */
    @Arbiter
    public void judge(final I_Result result) {
        result.r1 = outcome();
    }
}
