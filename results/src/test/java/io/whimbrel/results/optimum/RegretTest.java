package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RegretTest {

    @Test
    void shouldTellWhatThePolicyCostFromWhatItsTimingCost() {
        final AccessHistory writes = new AccessHistory(4);
        writes.add(60, 0);
        writes.add(65, 1);
        // The least at 70 is 10, and 0 would have been possible at 40. Every page once takes 40 ns and 4 x 8 B.
        assertEquals(new Regret(15, 10, 24, 55),
                Regret.of(new PrecopyOptimum(writes, 0, 10), 70, 25, 95, 56, 32));
    }
}
