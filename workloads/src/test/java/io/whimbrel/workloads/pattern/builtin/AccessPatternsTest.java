package io.whimbrel.workloads.pattern.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all patterns have in common. */
class AccessPatternsTest {

    private static final long PERIOD_NS = 10_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipf", "zipf(placement=ranked)", "latest", "hotspot", "sequential",
        "strided(3)",
        "cyclic(5)", "phased"})
    void shouldStayWithinItsItemsWhateverTheirNumber(final String pattern) {
        for (final long items : new long[]{5, 6, 7, 64, 1_000, 1L << 36}) {
            final AccessStream stream = Accesses.stream(pattern, items);
            for (int i = 0; i < 500; i++) {
                final long item = stream.next(i * PERIOD_NS);
                assertTrue(item >= 0 && item < items, item + " of " + items);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipf", "hotspot(1)", "hotspot(0)", "sequential", "strided(1)", "cyclic(1)",
        "phased", "latest"})
    void shouldDoWithOneItem(final String pattern) {
        assertArrayEquals(new long[10], Accesses.take(Accesses.stream(pattern, 1), 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipf", "zipf(placement=ranked)", "latest", "hotspot", "sequential",
        "strided(3)",
        "phased"})
    void shouldGoOnAsIfItHadAlwaysHadTheItemsItIsResizedTo(final String pattern) {
        final AccessStream resized = Accesses.stream(pattern, 50);
        resized.resize(2_000);
        assertArrayEquals(Accesses.take(Accesses.stream(pattern, 2_000), 200), Accesses.take(resized, 200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipf", "hotspot", "sequential", "strided(3)", "cyclic(5)", "phased", "latest"})
    void shouldGoOnFromItsState(final String pattern) {
        final RandomStream random = new RandomStream(1, 0, Concern.READ_ITEM);
        final AccessPattern accesses = Guests.CATALOG.create(AccessPattern.class, pattern);
        final AccessStream stream = accesses.over(40, random);
        Accesses.take(stream, 33);
        final RandomStream resumedRandom = new RandomStream(1, 0, Concern.READ_ITEM);
        resumedRandom.resume(random.state());
        final AccessStream resumed = accesses.over(40, resumedRandom);
        resumed.resume(stream.state());
        assertArrayEquals(Accesses.take(stream, 100), Accesses.take(resumed, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "strided(3)"})
    void shouldVisitEveryItemOnceBeforeAnyTwice(final String pattern) {
        for (int items = 3; items < 40; items++) {
            for (final long visits : Accesses.counts(Accesses.stream(pattern, items), items, 2 * items)) {
                assertEquals(2, visits);
            }
        }
    }
}
