package io.whimbrel.engine.tracking;

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
 * Proof that {@link LostWrite} can fail: the tracker is wrong on purpose, and its writes do get lost. The vCPU's store
 * is still in its processor's store buffer when it finds the page marked; the collector clears the mark and copies the
 * old bytes. The build fails when this is never seen, for then the other tests of this kind prove nothing.
 */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "Every copy is what was written last.")
@Outcome(id = "[1-8]", expect = ACCEPTABLE_INTERESTING, desc = "Writes were lost, as they must be now and then.")
@Outcome(expect = FORBIDDEN, desc = "There are no more pages.")
public class TestThenSetLostWrite extends LostWrite {

    /** Pages that are marked already. */
    public TestThenSetLostWrite() {
        super(new TestThenSetTracker(PAGES));
    }

    /** One operation. */
    @Actor
    public void vcpu() {
        write(1);
        boundary();
    }

    /** One sync. */
    @Actor
    public void collector() {
        collect();
    }

    /**
     * A last sync.
     *
     * @param result the number of pages whose copy is stale
     */
    @Arbiter
    public void quiesced(final I_Result result) {
        result.r1 = stalePages();
    }
}
