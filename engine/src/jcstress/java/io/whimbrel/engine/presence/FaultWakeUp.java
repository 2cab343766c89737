package io.whimbrel.engine.presence;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** No vCPU sleeps on while its page is there: it finds the page, or the agent finds it. */
@JCStressTest
@State
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The vCPU found its page.")
@Outcome(id = "[23]", expect = ACCEPTABLE, desc = "The agent found the vCPU.")
@Outcome(expect = FORBIDDEN, desc = "The vCPU sleeps on.")
public class FaultWakeUp extends WakeUp {

    /** An absent page. */
    public FaultWakeUp() {}

    /** Touches it. */
    @Actor
    public void vcpu() {
        stall();
    }

    /** Applies it. */
    @Actor
    public void agent() {
        faults.presence().arrived(PAGE);
        faults.wakeThoseServed();
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
