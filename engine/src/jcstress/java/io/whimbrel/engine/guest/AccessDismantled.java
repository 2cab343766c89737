package io.whimbrel.engine.guest;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A vCPU never uses what it was given after its controller was told that it uses it no more. */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "What was used was whole.")
@Outcome(id = "1", expect = FORBIDDEN, desc = "The vCPU used what had been dismantled.")
public class AccessDismantled extends Replaced {

    /** A vCPU that has not taken up yet what it was given last. */
    public AccessDismantled() {}

    /**
     * A boundary, and an operation.
     *
     * @param result 1 when what it used had been dismantled
     */
    @Actor
    public void vcpu(final I_Result result) {
        result.r1 = use(place.takeUp());
    }

    /** Ends what has only just begun. */
    @Actor
    public void controller() {
        end();
    }
}
