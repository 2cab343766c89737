package io.whimbrel.engine.guest;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Proof that {@link AccessDismantled} can fail: this vCPU uses what it finds, without saying so and looking again whether
 * it has been replaced meanwhile. The build fails when it is never seen to use what has been dismantled.
 */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "What was used was whole.")
@Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "The vCPU used what had been dismantled, as it must now and then.")
public class AccessDismantledBlindly extends Replaced {

    /** A vCPU that has not taken up yet what it was given last. */
    public AccessDismantledBlindly() {}

    /**
     * A boundary, and an operation.
     *
     * @param result 1 when what it used had been dismantled
     */
    @Actor
    public void vcpu(final I_Result result) {
        result.r1 = use(place.wanted());
    }

    /** Ends what has only just begun. */
    @Actor
    public void controller() {
        end();
    }
}
