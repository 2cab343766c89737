package io.whimbrel.engine.snapshot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two vCPUs write one page: it is saved before either stores. */
@JCStressTest
@State
@Outcome(id = "1, 4", expect = ACCEPTABLE, desc = "As of the instant, and written by both.")
@Outcome(expect = FORBIDDEN, desc = "What was saved holds what was written later, or a write is lost.")
public class InstantTwoWriters extends Instant {

    /** A page of which nothing has been saved. */
    public InstantTwoWriters() {}

    /** One store. */
    @Actor
    public void vcpu() {
        writeLast();
    }

    /** Another. */
    @Actor
    public void otherVcpu() {
        writeFirstElsewhere();
    }

    /**
     * Reads.
     *
     * @param result what was saved; the words written
     */
    @Arbiter
    public void quiesced(final JJ_Result result) {
        result.r1 = read();
        result.r2 = now();
    }
}
