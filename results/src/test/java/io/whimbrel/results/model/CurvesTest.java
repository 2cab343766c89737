package io.whimbrel.results.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.results.optimum.AccessHistory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurvesTest {

    @Test
    void shouldJoinMeasuredPointsFromTheOriginOnAndGoOnStraight() {
        final DirtyCurve curve = Guests.bent().dirty();
        assertEquals(0, curve.pages(0));
        assertEquals(150, curve.pages(0.05), 1e-9);
        assertEquals(300, curve.pages(0.1), 1e-9);
        assertEquals(450, curve.pages(0.55), 1e-9);
        assertEquals(600, curve.pages(1), 1e-9);
        assertEquals(600 + 300 / 0.9, curve.pages(2), 1e-9);
        assertEquals(1_000, curve.pages(10), "no more than there are");
        assertEquals(3_000, curve.pagesPerSecond(), 1e-9);
        assertEquals(600, curve.workingSetPages());
        assertEquals(1, curve.horizonSeconds());
    }

    @Test
    void shouldRefuseMeasuredPointsThatNoGuestGives() {
        final double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> new MeasuredCurve(new double[0], new double[0], 5));
        assertThrows(IllegalArgumentException.class, () -> new MeasuredCurve(new double[]{0}, one, 5));
        assertThrows(IllegalArgumentException.class, () -> new MeasuredCurve(one, new double[]{6}, 5));
        assertThrows(IllegalArgumentException.class, () -> new MeasuredCurve(one, new double[]{Double.NaN}, 5));
        assertThrows(IllegalArgumentException.class,
                () -> new MeasuredCurve(new double[]{1, 2}, new double[]{3, 2}, 5));
        assertThrows(IllegalArgumentException.class,
                () -> new MeasuredCurve(new double[]{2, 2}, new double[]{3, 3}, 5));
    }

    @Test
    void shouldSlowAGuestDown() {
        final DirtyCurve slow = Guests.bent().dirty().slowedBy(0.75);
        assertEquals(300, slow.pages(0.4), 1e-9);
        assertEquals(750, slow.pagesPerSecond(), 1e-9);
        assertEquals(600, slow.workingSetPages());
        assertEquals(4, slow.horizonSeconds());
        assertEquals(Guests.bent().dirty().pagesAfterRandomWait(0.1), slow.pagesAfterRandomWait(0.4));
        assertThrows(IllegalArgumentException.class, () -> slow.slowedBy(1));
    }

    @Test
    void shouldFollowTheFormulaOfIndependentWrites() {
        final DirtyCurve curve = IndependentCurve.hotspot(1_000, 100, 0.9, 5_000);
        assertEquals(100 * (1 - Math.exp(-45 * 0.02)) + 900 * (1 - Math.exp(-500.0 / 900 * 0.02)), curve.pages(0.02),
                1e-9);
        assertEquals(5_000, curve.pagesPerSecond(), 1e-6);
        assertEquals(1_000, curve.workingSetPages(), 1e-9);
        assertEquals(100 * (1 - Math.exp(-0.7)), IndependentCurve.uniform(100, 70).pages(1), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.99, 1.3})
    void shouldGroupTheRanksOfZipfWithoutHarm(final double skew) {
        final int pages = 20_000;
        final DirtyCurve grouped = IndependentCurve.zipf(pages, skew, 50_000);
        double total = 0;
        for (int rank = 1; rank <= pages; rank++) {
            total += Math.pow(rank, -skew);
        }
        for (final double seconds : new double[]{1e-4, 1e-2, 1, 10}) {
            double exact = 0;
            for (int rank = 1; rank <= pages; rank++) {
                exact += 1 - Math.exp(-50_000 * Math.pow(rank, -skew) / total * seconds);
            }
            assertEquals(1, grouped.pages(seconds) / exact, 1e-5, "within " + seconds + " s");
        }
    }

    @Test
    void shouldAverageOverRandomWaitsAsTheFormulaDoes() {
        final DirtyCurve curve = IndependentCurve.hotspot(1_000, 100, 0.9, 5_000);
        final double[] seconds = new double[5_000];
        final double[] pages = new double[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = 1e-4 * Math.pow(1.003, i);
            pages[i] = curve.pages(seconds[i]);
        }
        final DirtyCurve measured = new MeasuredCurve(seconds, pages, 1_000);
        for (final double wait : new double[]{1e-3, 1e-1, 10}) {
            assertEquals(1, measured.pagesAfterRandomWait(wait) / curve.pagesAfterRandomWait(wait), 2e-3);
        }
    }

    @Test
    void shouldCountAHistoryExactlyFromItsCleanStarts() {
        final AccessHistory writes = new AccessHistory(10);
        final int[] pages = {0, 1, 0, 2, 2, 3, 4, 0, 5, 6};
        for (int i = 0; i < pages.length; i++) {
            writes.add((i + 1) * 100_000_000L, pages[i]);
        }
        final DirtyCurve one = HistoryCurve.of(writes, 1_000_000_000, 0);
        assertEquals(0, one.pages(0.0999));
        assertEquals(2, one.pages(0.3), "pages 0, 1 and again 0");
        assertEquals(7, one.workingSetPages());
        assertEquals(1, one.horizonSeconds());
        assertEquals(8, one.pages(1.1), 1e-9, "one page in the last tenth, so one in the next");
        assertEquals(10, one.pages(9), "no more than there are");
        // From 0.3 s on: 2, 2, 3, 4 within 0.4 s are three. From 0.6 s on: 4, 0, 5, 6 are four.
        assertEquals(3.5, HistoryCurve.of(writes, 1_000_000_000, 300_000_000, 600_000_000).pages(0.4));
        assertThrows(IllegalArgumentException.class, () -> HistoryCurve.of(writes, 5, 5));
        assertThrows(IllegalArgumentException.class, () -> HistoryCurve.of(writes, 5));
    }

    @Test
    void shouldAgreeWithTheFormulaOnARandomHistory() {
        final Random random = new Random(7);
        final AccessHistory writes = new AccessHistory(5_000);
        for (int i = 1; i <= 100_000; i++) {
            writes.add(i * 20_000L, random.nextInt(5_000));
        }
        final DirtyCurve counted = HistoryCurve.of(writes, 2_000_000_000, 0, 500_000_000, 1_000_000_000);
        final DirtyCurve formula = IndependentCurve.uniform(5_000, 50_000);
        for (final double seconds : new double[]{0.01, 0.05, 0.1, 0.3}) {
            assertEquals(1, counted.pages(seconds) / formula.pages(seconds), 0.03, "within " + seconds + " s");
        }
        assertEquals(1, counted.pagesPerSecond() / formula.pagesPerSecond(), 0.05);
    }
}
