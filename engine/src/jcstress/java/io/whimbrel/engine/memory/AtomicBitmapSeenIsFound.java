package io.whimbrel.engine.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A thread that finds a page in the set, added by another that may still be on its way up, need not add it: a drain
 * that begins afterwards finds it.
 */
@JCStressTest
@State
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Seen and found.")
@Outcome(id = "false, (true|false)", expect = ACCEPTABLE, desc = "Not seen; may be found all the same.")
@Outcome(expect = FORBIDDEN, desc = "Seen, yet not found.")
public class AtomicBitmapSeenIsFound {

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
     * Looks, then drains.
     *
     * @param result whether the page was seen; whether it was found
     */
    @Actor
    public void observerThenCollector(final ZZ_Result result) {
        result.r1 = bitmap.contains(PAGE);
        bitmap.drainTo(found);
        result.r2 = found.contains(PAGE);
    }
}
