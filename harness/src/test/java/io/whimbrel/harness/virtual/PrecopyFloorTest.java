package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.protocol.Wire;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where pre-copy ends up on a guest that writes all its pages alike, faster than the link carries them: the share x of
 * the pages that are dirty when a round begins, for rho pages written while one is sent.
 *
 * <ul>
 * <li>round-snapshot: a round takes x / B, and a page is written in it with probability 1 - exp(-rho x), which is the
 * share of the next round (reference models, 3).
 * <li>clear-at-send: a page is visited once a pass of length T and is dirty then with probability 1 - exp(-y), y = rho
 * (1 - exp(-y)) being the writes to a page in a pass; of the page at place u of the pass 1 - exp(-y (1 - u)) is left at
 * its end, on average 1 - (1 - exp(-y)) / y = 1 - 1 / rho (reference models, 4).
 * <li>peek-skip: the page that is looked at after t is sent unless written since the round began, with probability
 * exp(-r t), r being the writes to a page; so a round over x takes T with exp(r T) - 1 = rho x, after which
 * 1 - exp(-r T) = rho x / (1 + rho x) are dirty, and that is x again for x = 1 - 1 / rho.
 * </ul>
 */
@Timeout(120)
class PrecopyFloorTest {

    private static final int PAGES = 32_768;
    /** Close to where the floor vanishes chance weighs more, and is averaged out over more pages. */
    private static final int MANY_PAGES = 4 * PAGES;
    /** And far from there less. */
    private static final int FEW_PAGES = PAGES / 2;
    private static final int PAGES_PER_SECOND = 100_000;
    /** As many as share a frame: a hundredth of a percent of a pass leaves the source at once. */
    private static final int PAGES_PER_FRAME = 8;
    private static final int FRAME_BYTES = Wire.BATCH_HEADER_LENGTH
            + PAGES_PER_FRAME * (Wire.ENTRY_HEADER_LENGTH + 4096);
    private static final double TOLERANCE = 0.05;

    private static Simulated migrate(final String sync, final double rho, final int rounds, final int pages,
            final String pattern, final String arrival) {
        return Simulated.run(String.format(Locale.ROOT,
                """
                        guest: {workload: synthetic, content: none, memory: %dKiB, rate: %d/s, writes: '%s', arrival: %s}
                        migration: {sync: '%s', convergence: fixed-rounds(%d), timeout: 1h}
                        phases: {warm-up: 0s, before: 0s, after: 1ms}
                        virtual:
                          link: constant(bandwidth=%dB/s, latency=0s, queue=%dB, frame=%dB)
                          costs: cpu(operation-ns=0, cycle-ns=1, idle-ns=20000, scan-ns=0, populate-ns=0, encode-ns=0, copy-ns=0, apply-ns=0)
                        """,
                pages * 4, Math.round(rho * PAGES_PER_SECOND), pattern, arrival, sync, rounds,
                (long) PAGES_PER_SECOND * FRAME_BYTES / PAGES_PER_FRAME, 2 * FRAME_BYTES, FRAME_BYTES));
    }

    @ParameterizedTest
    @CsvSource({"1.05, 160", "1.2, 60", "1.5, 40", "2, 30", "3, 20", "5, 12", "10, 12"})
    void shouldEndAtTheFixedPointOfRounds(final double rho, final int rounds) {
        double x = 1;
        for (int i = 0; i < 10_000; i++) {
            x = -Math.expm1(-rho * x);
        }
        check("round-snapshot", rho, rounds, x);
    }

    @ParameterizedTest
    @CsvSource({"1.05, 160", "1.2, 60", "1.5, 40", "2, 30", "3, 20", "5, 12", "10, 12"})
    void shouldEndLowerWhenDirtyBitsAreClearedAtSend(final double rho, final int rounds) {
        check("clear-at-send(16)", rho, rounds, 1 - 1 / rho);
    }

    @ParameterizedTest
    @CsvSource({"1.05, 160", "1.2, 60", "1.5, 40", "2, 30", "3, 20", "5, 12", "10, 12"})
    void shouldEndLowerWhenPagesDirtyAgainAreSkipped(final double rho, final int rounds) {
        check("peek-skip", rho, rounds, 1 - 1 / rho);
    }

    private static void check(final String sync, final double rho, final int rounds, final double expected) {
        final int pages = rho < 1.1 ? MANY_PAGES : rho < 3 ? PAGES : FEW_PAGES;
        final List<RoundRecord> all = migrate(sync, rho, rounds, pages, "uniform", "poisson").report().rounds();
        final double measured = all.subList(rounds / 2, rounds).stream().mapToLong(RoundRecord::dirtyPages).average()
                .orElseThrow() / pages;
        System.out.printf(Locale.ROOT, "floor: %s rho %.2f: measured %.4f, expected %.4f%n", sync, rho, measured,
                expected);
        assertTrue(Math.abs(measured / expected - 1) <= TOLERANCE, String.format(Locale.ROOT,
                "%s at rho %.2f: measured %.4f of the pages, expected %.4f", sync, rho, measured, expected));
    }

    @ParameterizedTest
    @CsvSource({"0.3", "0.5", "0.8"})
    void shouldShrinkGeometricallyWhileEveryWriteMeetsAFreshPage(final double rho) {
        final List<RoundRecord> rounds = migrate("round-snapshot", rho, 5, PAGES, "sequential", "constant").report()
                .rounds();
        for (int k = 1; k < 5; k++) {
            final double expected = PAGES * Math.pow(rho, k);
            final double measured = rounds.get(k).dirtyPages();
            assertTrue(Math.abs(measured / expected - 1) <= TOLERANCE, String.format(Locale.ROOT,
                    "round %d at rho %.2f: measured %.0f pages, expected %.0f", k + 1, rho, measured, expected));
        }
    }
}
