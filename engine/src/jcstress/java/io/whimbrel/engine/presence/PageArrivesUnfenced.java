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
 * Proof that {@link PageArrives} can fail: this agent looks who waits without a fence after it has tagged the page. The tag
 * is still in its processor's store buffer when it finds nobody, and the vCPU finds no page. The build fails when this is
 * never seen.
 */
@JCStressTest
@State
@Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "The vCPU found its page.")
@Outcome(id = "7, 2", expect = ACCEPTABLE, desc = "The vCPU slept, and was woken.")
@Outcome(id = "7, 0", expect = ACCEPTABLE_INTERESTING, desc = "The vCPU sleeps on, as it must now and then.")
@Outcome(expect = FORBIDDEN, desc = "The vCPU has read what was there before the page.")
public class PageArrivesUnfenced extends Arrival {

    /** An absent page. */
    public PageArrivesUnfenced() {}

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
        wakeTheVcpuUnfenced();
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
