package io.whimbrel.workloads.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.ChiSquare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipfSamplerTest {

    private static final int DRAWS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"0,100", "0.5,1000", "0.99,1000", "1,1000", "1.0000001,1000", "1.3,500", "3,20", "5,4", "0.99,2",
        "0.99,65536"})
    void shouldDrawRanksAsOftenAsZipfSaysTheyAre(final double skew, final int ranks) {
        final ZipfSampler sampler = new ZipfSampler(skew, ranks);
        final RandomStream random = new RandomStream(3, 0, Concern.READ_ITEM);
        final long[] counts = new long[ranks];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) sampler.next(random)]++;
        }
        ChiSquare.assertFits(probabilities(skew, ranks), counts);
    }

    @Test
    void shouldDrawTheSingleRankThereIs() {
        final ZipfSampler sampler = new ZipfSampler(0.99, 1);
        final RandomStream random = new RandomStream(3, 0, Concern.READ_ITEM);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, sampler.next(random));
        }
    }

    @Test
    void shouldReachTheLastOfManyRanks() {
        final long ranks = 1L << 36;
        final ZipfSampler sampler = new ZipfSampler(0, ranks);
        final RandomStream random = new RandomStream(3, 0, Concern.READ_ITEM);
        long highest = 0;
        for (int i = 0; i < 100_000; i++) {
            final long rank = sampler.next(random);
            assertTrue(rank >= 0 && rank < ranks);
            highest = Math.max(highest, rank);
        }
        assertTrue(highest > ranks * 0.999);
    }

    @Test
    void shouldDrawAfterResizingAsWhenNew() {
        final ZipfSampler resized = new ZipfSampler(0.99, 7);
        resized.resize(5_000);
        final ZipfSampler made = new ZipfSampler(0.99, 5_000);
        final RandomStream one = new RandomStream(3, 0, Concern.READ_ITEM);
        final RandomStream other = new RandomStream(3, 0, Concern.READ_ITEM);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(made.next(one), resized.next(other));
        }
    }

    private static double[] probabilities(final double skew, final int ranks) {
        final double[] probabilities = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            probabilities[rank] = Math.pow(rank + 1, -skew);
            sum += probabilities[rank];
        }
        for (int rank = 0; rank < ranks; rank++) {
            probabilities[rank] /= sum;
        }
        return probabilities;
    }
}
