package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SwitchSearchTest {

    private static final int PAGES = 40;
    private static final double PAGE_NS = 1_000;
    private static final long END_NS = 100_000;
    private static final double STEP_NS = END_NS / 2_048.0;

    @Property(tries = 200)
    void shouldFindTheLeastDowntimeUpToAStepOfItsGrid(@ForAll final long seed,
            @ForAll @IntRange(min = 0, max = 400) final int count) {
        final Random random = new Random(seed);
        final AccessHistory writes = new AccessHistory(PAGES);
        random.longs(count, 1, END_NS).sorted().forEach(timeNs -> writes.add(timeNs, random.nextInt(PAGES)));
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, 0, PAGE_NS);
        final double exact = optimum.best(0, END_NS).downtimeNs();
        final double found = optimum.leastDowntimeNs(END_NS);
        // Between two instants of the grid the downtime falls by at most the time that passes, or rises with writes.
        assertTrue(found >= exact - 1 && found <= exact + PAGE_NS + 2 * STEP_NS, found + " is not close to " + exact);
    }
}
