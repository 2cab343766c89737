package io.whimbrel.workloads.pattern.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.whimbrel.workloads.ChiSquare;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomPatternsTest {

    private static final int DRAWS = 500_000;

    @Test
    void shouldGoToEveryItemEquallyOften() {
        final double[] probabilities = new double[1_000];
        Arrays.fill(probabilities, 1e-3);
        ChiSquare.assertFits(probabilities, Accesses.counts(Accesses.stream("uniform", 1_000), 1_000, DRAWS));
    }

    @Test
    void shouldRankItemsFromTheFirst() {
        ChiSquare.assertFits(zipf(200), Accesses.counts(Accesses.stream("zipf(placement=ranked)", 200), 200, DRAWS));
    }

    @Test
    void shouldRankItemsFromTheLast() {
        final long[] counts = Accesses.counts(Accesses.stream("latest", 200), 200, DRAWS);
        ChiSquare.assertFits(zipf(200), LongStream.range(0, 200).map(i -> counts[199 - (int) i]).toArray());
    }

    @Test
    void shouldScatterTheSameRanksOverTheItems() {
        final long[] ranked = Accesses.counts(Accesses.stream("zipf(placement=ranked)", 200), 200, DRAWS);
        final long[] scattered = Accesses.counts(Accesses.stream("zipf(placement=scattered)", 200), 200, DRAWS);
        assertFalse(Arrays.equals(ranked, scattered));
        Arrays.sort(ranked);
        Arrays.sort(scattered);
        assertArrayEquals(ranked, scattered);
    }

    @Test
    void shouldGiveTheHotItemsTheirShare() {
        final double[] probabilities = new double[200];
        Arrays.fill(probabilities, 0, 50, 0.8 / 50);
        Arrays.fill(probabilities, 50, 200, 0.2 / 150);
        ChiSquare.assertFits(probabilities,
                Accesses.counts(Accesses.stream("hotspot(fraction=0.25,share=0.8)", 200), 200, DRAWS));
    }

    @Test
    void shouldKeepToTheHotItemsWhenTheirShareIsAll() {
        final long[] counts = Accesses.counts(Accesses.stream("hotspot(fraction=0.1,share=1)", 64), 64, 10_000);
        assertEquals(10_000, Arrays.stream(counts, 0, 6).sum());
    }

    private static double[] zipf(final int items) {
        final double[] probabilities = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            probabilities[i] = Math.pow(i + 1, -0.99);
            sum += probabilities[i];
        }
        for (int i = 0; i < items; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
