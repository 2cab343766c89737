package io.whimbrel.engine.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Two threads add to the same words. What either has added, a drain that it begins itself afterwards finds, even if
 * the other is still on its way up; and a last drain finds everything.
 */
@JCStressTest
@State
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Found at once by its adder, and both found in the end.")
@Outcome(expect = FORBIDDEN, desc = "A page was left where no summary leads to it.")
public class AtomicBitmapTwoAdders {

    private static final long PAGES = 64 * 64 + 1;
    private static final long PAGE = 130;

    private final AtomicHierarchicalBitmap bitmap = new AtomicHierarchicalBitmap(PAGES);
    private final HierarchicalBitmap found = new HierarchicalBitmap(PAGES);

    /** Adds. */
    @Actor
    public void adder() {
        bitmap.add(PAGE);
    }

    /**
     * Adds, then drains.
     *
     * @param result whether its own page was found
     */
    @Actor
    public void adderThenCollector(final JJ_Result result) {
        bitmap.add(PAGE + 1);
        bitmap.drainTo(found);
        result.r1 = found.contains(PAGE + 1) ? 1 : 0;
    }

    /**
     * A last drain.
     *
     * @param result whether both pages were found
     */
    @Arbiter
    public void quiesced(final JJ_Result result) {
        bitmap.drainTo(found);
        result.r2 = found.cardinality() == 2 ? 1 : 0;
    }
}
