package io.whimbrel.engine.snapshot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * Proof that the tests of this kind can fail: a reader that is wrong on purpose. It finds the page unsaved, copies the
 * page itself, and does not look back; meanwhile the vCPU saves it and writes. The build fails when this is never seen.
 */
@JCStressTest
@State
@Outcome(id = "1", expect = ACCEPTABLE, desc = "As of the instant.")
@Outcome(id = {"2", "3",
    "4"}, expect = ACCEPTABLE_INTERESTING, desc = "What was written later, as must be now and then.")
@Outcome(expect = FORBIDDEN, desc = "Nobody has written this.")
public class InstantNoLookBack extends Instant {

    /** A page of which nothing has been saved. */
    public InstantNoLookBack() {}

    /** Two stores. */
    @Actor
    public void vcpu() {
        writeLast();
        writeFirst();
    }

    /**
     * Reads, wrongly.
     *
     * @param result what was read
     */
    @Actor
    public void reader(final J_Result result) {
        if (!pages.isReady((int) page)) {
            copyNow();
            result.r1 = seen();
        } else {
            result.r1 = read();
        }
    }
}
