package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsivenessTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final List<Long> POISSON = List.of(9L, 13L, 8L, 11L, 10L, 7L, 12L, 9L, 14L, 8L);
    private static final List<Long> BURSTS = List.of(500L, 0L, 0L, 0L, 0L, 500L, 0L, 0L, 0L, 0L);
    private static final List<Long> RARE = List.of(0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L);

    @SafeVarargs
    private static List<Long> windows(final List<Long>... parts) {
        final List<Long> all = new ArrayList<>();
        for (final List<Long> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static List<Long> constant(final int windows) {
        return Collections.nCopies(windows, 100L);
    }

    /** Requested and paused after a second. */
    private static Long timeNs(final List<Long> windows, final long resumedNs) {
        return Responsiveness.timeNs(windows, 0, SECOND, SECOND, resumedNs);
    }

    @Test
    void shouldBeTheDowntimeWhereNothingElseIsMissed() {
        assertEquals(2 * MS, timeNs(constant(30), SECOND + 2 * MS));
    }

    @Test
    void shouldNotBeShorterThanTheDowntimeWhereItIsMadeUpForInTheSameWindow() {
        final List<Long> windows = windows(constant(10), List.of(50L, 150L), constant(20));
        assertEquals(90 * MS, Responsiveness.timeNs(windows, 0, SECOND, SECOND + 50 * MS, SECOND + 140 * MS));
    }

    @Test
    void shouldNotCallASilenceShorterForWhatIsMadeUpForAfterIt() {
        final List<Long> windows = windows(constant(10), List.of(0L, 0L, 0L, 0L, 40L, 560L), constant(20));
        assertEquals(500 * MS, timeNs(windows, SECOND + 440 * MS));
        assertEquals(500 * MS, timeNs(windows, SECOND + 10 * MS), "it ran, and waited for its pages");
    }

    @Test
    void shouldCompareWithTheTimeBeforeTheRequestAndNotWithTheLivePhase() {
        final List<Long> slowed = Collections.nCopies(20, 30L);
        final List<Long> windows = windows(constant(10), slowed, Collections.nCopies(7, 30L), constant(20));
        assertEquals(700 * MS, Responsiveness.timeNs(windows, 0, SECOND, 3 * SECOND, 3 * SECOND + MS));
    }

    @Test
    void shouldLeaveTheWarmUpOut() {
        final List<Long> windows = windows(Collections.nCopies(10, 1L), constant(10), List.of(0L, 0L), constant(10));
        assertEquals(200 * MS, Responsiveness.timeNs(windows, SECOND, 2 * SECOND, 2 * SECOND, 2 * SECOND + MS));
    }

    @Test
    void shouldTakeAGuestForBackWhoseClientsComeAtRandom() {
        final List<Long> windows = windows(POISSON, List.of(0L, 0L, 25L), POISSON, POISSON);
        // 14 of the 25 count: 14 + 9 + 13 + 8 + 11 + 10 + 7 + 12 + 9 + 14 are more than 95 % of 101.
        assertEquals(200 * MS, timeNs(windows, SECOND + 190 * MS));
    }

    @Test
    void shouldTakeAGuestForBackWhoseClientsComeInBursts() {
        assertEquals(3 * MS, timeNs(windows(BURSTS, BURSTS, BURSTS), SECOND + 3 * MS));
        // Of the two bursts that fell due while it stood still only one counts, and the next second has two.
        assertEquals(500 * MS, timeNs(windows(BURSTS, List.of(0L, 0L, 0L, 0L, 0L, 1_000L, 0L, 0L, 0L, 0L), BURSTS,
                BURSTS), SECOND + 500 * MS));
    }

    @Test
    void shouldTakeAGuestForBackThatHasFewClients() {
        assertEquals(MS, timeNs(windows(RARE, RARE, RARE), SECOND + MS));
        assertEquals(900 * MS, timeNs(windows(RARE, Collections.nCopies(15, 0L), RARE, RARE), SECOND + 250 * MS));
    }

    @Test
    void shouldKnowNothingOfAGuestThatNeverComesBack() {
        assertNull(timeNs(constant(15), SECOND));
        assertNull(timeNs(windows(constant(10), Collections.nCopies(30, 94L)), SECOND));
        assertNull(timeNs(List.of(), SECOND));
    }

    @Test
    void shouldKnowNothingWithoutAWholeSecondBefore() {
        assertNull(Responsiveness.timeNs(constant(40), 100 * MS, SECOND, SECOND, SECOND));
        assertNull(timeNs(windows(Collections.nCopies(10, 0L), constant(20)), SECOND));
    }
}
