package io.whimbrel.engine.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * One thread adds a page, another drains the set and then adds a page of the same word. Wherever the two meet on the
 * way up and the way down, no page is left under a clear summary bit: a last drain finds what the first did not.
 */
@JCStressTest
@State
@Outcome(id = "3", expect = ACCEPTABLE, desc = "All pages found.")
@Outcome(expect = FORBIDDEN, desc = "A page was left where no summary leads to it.")
public class AtomicBitmapAddDrain {

    private static final long PAGES = 64 * 64 + 1;
    private static final long PAGE = 130;

    private final AtomicHierarchicalBitmap bitmap = new AtomicHierarchicalBitmap(PAGES);
    private final HierarchicalBitmap found = new HierarchicalBitmap(PAGES);

    /** A set of one page, in the word to which the others will be added. */
    public AtomicBitmapAddDrain() {
        bitmap.add(PAGE);
    }

    /** Adds. */
    @Actor
    public void adder() {
        bitmap.add(PAGE + 1);
    }

    /** Drains, then adds. */
    @Actor
    public void collectorThenAdder() {
        bitmap.drainTo(found);
        bitmap.add(PAGE + 2);
    }

    /**
     * A last drain.
     *
     * @param result the number of pages found in both
     */
    @Arbiter
    public void quiesced(final J_Result result) {
        bitmap.drainTo(found);
        result.r1 = found.cardinality();
    }
}
