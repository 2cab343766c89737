package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecopyOptimumTest {

    @Test
    void shouldBeWhatOneCanWorkOutByHand() {
        final AccessHistory writes = new AccessHistory(4);
        writes.add(5, 0);
        writes.add(60, 0);
        writes.add(65, 1);
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, 0, 10);
        // All four must cross: 40. Until 70 two do (2 and 3), then from 60 on page 0, and from 70 on page 1.
        assertEquals(10, optimum.downtimeNs(70));
        // At 64 page 0 is on its way since 60, and page 1 went before.
        assertEquals(6, optimum.downtimeNs(64));
        assertEquals(15, optimum.downtimeNs(65));
        assertEquals(40, optimum.downtimeNs(0));
        assertEquals(0, optimum.downtimeNs(40));
        assertEquals(40, optimum.leastTotalTimeNs());
        assertEquals(new SwitchPoint(40, 0), optimum.best(0, 100));
        assertEquals(new SwitchPoint(64, 6), optimum.best(60, 70));
        assertEquals(80, optimum.best(60, 100).endNs());
    }

    @Test
    void shouldTakeWhatWasWrittenBeforeTheStartForUnwritten() {
        final AccessHistory writes = new AccessHistory(2);
        writes.add(50, 0);
        writes.add(100, 1);
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, 100, 10);
        assertEquals(20, optimum.downtimeNs(100));
        assertEquals(5, optimum.downtimeNs(115));
        assertThrows(IllegalArgumentException.class, () -> optimum.downtimeNs(99));
        assertThrows(IllegalArgumentException.class, () -> optimum.best(99, 120));
    }

    @Test
    void shouldChargeAZeroPageLessUntilItIsWritten() {
        final AccessHistory writes = new AccessHistory(3);
        writes.add(15, 0);
        final HierarchicalBitmap zero = new HierarchicalBitmap(3);
        zero.add(0);
        zero.add(1);
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, 0, 10, zero, 1);
        assertEquals(12, optimum.downtimeNs(0));
        assertEquals(0, optimum.downtimeNs(14), "all three went within 12");
        assertEquals(10, optimum.downtimeNs(15), "and one has to go again");
        assertEquals(12, optimum.leastTotalTimeNs());
        assertEquals(12, optimum.busyNs(14));
        assertEquals(21, optimum.busyNs(15));
    }

    @Test
    void shouldRefuseALinkThatCannotBe() {
        final AccessHistory writes = new AccessHistory(1);
        assertThrows(IllegalArgumentException.class, () -> new PrecopyOptimum(writes, 0, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new PrecopyOptimum(writes, 0, 5, new HierarchicalBitmap(1), 6));
    }

    /** d* B / H = 1 - 1/rho - ln(rho) / rho for a hot set H written uniformly, rho times as fast as the link sends. */
    @ParameterizedTest
    @ValueSource(doubles = {1.05, 1.5, 2, 4, 10})
    void shouldMeetTheClosedFormOfAUniformHotSet(final double rho) {
        final int hot = 4_000;
        final double pageNs = 1_000;
        final long gapNs = Math.round(pageNs / rho * 1_000);
        // Times are a thousandth of a nanosecond here, so that the gap may be anything.
        final AccessHistory writes = Histories.uniform(new Random(1), hot, (int) (12 * hot * rho), gapNs);
        final PrecopyOptimum optimum = new PrecopyOptimum(writes, 0, pageNs * 1_000);
        final long[] instants = new long[40];
        for (int i = 0; i < instants.length; i++) {
            instants[i] = Histories.lastTimeNs(writes) / 2 / instants.length * (instants.length + i);
        }
        double mean = 0;
        for (final double downtime : optimum.downtimesNs(instants)) {
            mean += downtime / (pageNs * 1_000) / hot / instants.length;
        }
        assertEquals(1 - 1 / rho - Math.log(rho) / rho, mean, 0.01, "rho " + rho);
    }
}
