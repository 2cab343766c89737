package io.whimbrel.engine.presence;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/** A vCPU that touches a page while it arrives sees all of it, and does not sleep past it. */
@JCStressTest
@State
@Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "The vCPU found its page.")
@Outcome(id = "7, 2", expect = ACCEPTABLE, desc = "The vCPU slept, and was woken.")
@Outcome(expect = FORBIDDEN, desc = "The vCPU sleeps on, or has read what was there before the page.")
public class PageArrives extends Arrival {

    /** An absent page. */
    public PageArrives() {}

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
        copyPage();
        tagPage();
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
