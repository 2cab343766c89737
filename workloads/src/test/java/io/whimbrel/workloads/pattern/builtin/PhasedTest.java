package io.whimbrel.workloads.pattern.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.workloads.pattern.AccessStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhasedTest {

    private static final long PERIOD_NS = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"0,0", "0.25,5", "0.5,10", "0.9,18", "1,20"})
    void shouldKeepTheOverlapFromOnePeriodToTheNext(final double overlap, final int kept) {
        final AccessStream stream = Accesses.stream("phased(period=1s,fraction=0.1,overlap=" + overlap + ")", 200);
        for (long period = 0; period < 30; period++) {
            final Set<Long> hot = hot(stream, period);
            assertEquals(20, hot.size());
            hot.retainAll(hot(stream, period + 1));
            assertEquals(kept, hot.size(), "after period " + period);
        }
    }

    @Test
    void shouldMoveAtTheEndOfThePeriodAndNotBefore() {
        final AccessStream stream = Accesses.stream("phased(period=1s,fraction=0.01,overlap=0)", 100);
        assertEquals(0, stream.next(PERIOD_NS - 1));
        assertEquals(1, stream.next(PERIOD_NS));
        assertEquals(99, stream.next(100 * PERIOD_NS - 1));
        assertEquals(0, stream.next(100 * PERIOD_NS));
    }

    @Test
    void shouldWrapAroundTheEnd() {
        final AccessStream stream = Accesses.stream("phased(period=1s,fraction=0.4,overlap=0)", 10);
        assertEquals(Set.of(8L, 9L, 0L, 1L), hot(stream, 2));
    }

    private static Set<Long> hot(final AccessStream stream, final long period) {
        return IntStream.range(0, 2_000).mapToObj(i -> stream.next(period * PERIOD_NS))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
