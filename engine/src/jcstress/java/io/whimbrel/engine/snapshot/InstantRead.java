package io.whimbrel.engine.snapshot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A page is read as of the instant while the vCPU writes it, as often as one likes. */
@JCStressTest
@State
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "As of the instant.")
@Outcome(expect = FORBIDDEN, desc = "The page holds what was written later.")
public class InstantRead extends Instant {

    /** A page of which nothing has been saved. */
    public InstantRead() {}

    /** Two stores. */
    @Actor
    public void vcpu() {
        writeLast();
        writeFirst();
    }

    /**
     * Reads twice.
     *
     * @param result what was read
     */
    @Actor
    public void reader(final JJ_Result result) {
        result.r1 = read();
        result.r2 = read();
    }
}
