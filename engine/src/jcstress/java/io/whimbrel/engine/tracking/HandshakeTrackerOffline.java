package io.whimbrel.engine.tracking;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** No write is lost by {@link HandshakeTracker} when the vCPU comes and goes. */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "Every copy is what was written last.")
@Outcome(expect = FORBIDDEN, desc = "A write was lost.")
public class HandshakeTrackerOffline extends LostWrite {

    /** Pages that are marked already. */
    public HandshakeTrackerOffline() {
        super(new HandshakeTracker(PAGES, 1));
    }

    /** Two operations on the same pages. */
    @Actor
    public void vcpu() {
        write(1);
        offline();
        boundary();
        write(2);
        offline();
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
