package io.whimbrel.engine.snapshot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A page that is read and released is read as of the instant, and the vCPU's stores come after. */
@JCStressTest
@State
@Outcome(id = "1, 4", expect = ACCEPTABLE, desc = "As of the instant, and written.")
@Outcome(expect = FORBIDDEN, desc = "The page holds what was written later, or a write is lost.")
public class InstantReleased extends Instant {

    /** A page of which nothing has been saved. */
    public InstantReleased() {}

    /** Two stores. */
    @Actor
    public void vcpu() {
        writeLast();
        writeFirst();
    }

    /**
     * Reads once, and releases.
     *
     * @param result what was read
     */
    @Actor
    public void reader(final JJ_Result result) {
        result.r1 = read();
        pages.release(page);
    }

    /**
     * Looks at the guest's memory.
     *
     * @param result the words written
     */
    @Arbiter
    public void quiesced(final JJ_Result result) {
        result.r2 = now();
    }
}
