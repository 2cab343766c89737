package io.whimbrel.engine.presence;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * Proof that {@link PageArrives} can fail: this agent tags the page before it has copied it, and so the vCPU reads what
 * was there before. The build fails when this is never seen.
 */
@JCStressTest
@State
@Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "The vCPU found its page.")
@Outcome(id = "7, 2", expect = ACCEPTABLE, desc = "The vCPU slept, and was woken.")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "The vCPU reads no page, as it must now and then.")
@Outcome(expect = FORBIDDEN, desc = "The vCPU sleeps on.")
public class TagBeforePage extends Arrival {

    /** An absent page. */
    public TagBeforePage() {}

    /**
     * Reads it.
     *
     * @param result what was read
     */
    @Actor
    public void vcpu(final JI_Result result) {
        result.r1 = access();
    }

    /** Applies it. */
    @Actor
    public void agent() {
        delay();
        tagPage();
        copyPage();
        wakeThoseServed();
        end();
    }

    /**
     * What came of it.
     *
     * @param result how the vCPU went on
     */
    @Arbiter
    public void quiesced(final JI_Result result) {
        result.r2 = awakening();
    }
}
