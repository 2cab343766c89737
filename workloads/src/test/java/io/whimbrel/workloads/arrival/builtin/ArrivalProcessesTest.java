package io.whimbrel.workloads.arrival.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.arrival.Load;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalProcessesTest {

    private static final long CYCLE_NS = 10_000_000;

    @ParameterizedTest
    @CsvSource({"50000,1", "50000,3", "7,2", "1000000000,1", "999999937,4"})
    void shouldTakeTurnsAtEqualGaps(final long ratePerSecond, final int vcpus) {
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            final ArrivalStream arrivals = begin("constant", new Load(ratePerSecond, vcpus, vcpu));
            for (long i = 0; i < 1_000; i++) {
                assertEquals((i * vcpus + vcpu) * Load.SECOND_NS / ratePerSecond, arrivals.startNs());
                arrivals.advance();
            }
        }
    }

    @Test
    void shouldNotDriftInAYear() {
        final ArrivalStream arrivals = begin("constant", new Load(30_000, 1, 0));
        final long yearSeconds = 365 * 24 * 3_600;
        arrivals.resume(yearSeconds * 30_000 - 1);
        arrivals.advance();
        assertEquals(yearSeconds * Load.SECOND_NS, arrivals.startNs());
    }

    @Test
    void shouldHaveExponentialGaps() {
        final double meanNs = 20_000;
        final double[] gaps = gaps("poisson", new Load(100_000, 2, 0), 200_000);
        assertEquals(meanNs, Arrays.stream(gaps).average().orElseThrow(), meanNs * 0.01);
        // Of exponential gaps, this share is longer than the mean, and this than three times as much.
        assertEquals(Math.exp(-1), share(gaps, meanNs), 0.005);
        assertEquals(Math.exp(-3), share(gaps, 3 * meanNs), 0.002);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 1})
    void shouldComeOnlyInTheOnPartAndKeepTheMeanRate(final double duty) {
        final ArrivalStream arrivals = begin("bursty(cycle=10ms,duty=" + duty + ")", new Load(100_000, 1, 0));
        final int operations = 200_000;
        for (int i = 0; i < operations; i++) {
            assertTrue(arrivals.startNs() % CYCLE_NS <= duty * CYCLE_NS);
            arrivals.advance();
        }
        assertEquals(2e9, arrivals.startNs(), 2e9 * 0.01);
    }

    @Test
    void shouldUseTheWholeOnPart() {
        final ArrivalStream arrivals = begin("bursty(cycle=10ms,duty=0.5)", new Load(100_000, 1, 0));
        final long[] tenths = new long[10];
        for (int i = 0; i < 100_000; i++) {
            tenths[(int) (arrivals.startNs() % CYCLE_NS * 10 / CYCLE_NS)]++;
            arrivals.advance();
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(20_000, tenths[i], 600);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "poisson", "bursty", "bursty(duty=0.001,cycle=1us)"})
    void shouldGoOnFromItsStateAndNeverDecrease(final String process) {
        final Load load = new Load(1_000_000, 2, 1);
        final RandomStream random = new RandomStream(1, 1, Concern.ARRIVAL);
        final ArrivalStream arrivals = process(process).begin(load, random);
        long previousNs = 0;
        for (int i = 0; i < 10_000; i++) {
            assertTrue(arrivals.startNs() >= previousNs);
            previousNs = arrivals.startNs();
            arrivals.advance();
        }
        final RandomStream resumedRandom = new RandomStream(1, 1, Concern.ARRIVAL);
        final ArrivalStream resumed = process(process).begin(load, resumedRandom);
        resumedRandom.resume(random.state());
        resumed.resume(arrivals.state());
        for (int i = 0; i < 100; i++) {
            assertEquals(arrivals.startNs(), resumed.startNs());
            arrivals.advance();
            resumed.advance();
        }
    }

    @Test
    void shouldNotComeTogetherOnTwoVcpus() {
        final ArrivalStream first = process("poisson").begin(new Load(1_000, 2, 0),
                new RandomStream(1, 0, Concern.ARRIVAL));
        final ArrivalStream second = process("poisson").begin(new Load(1_000, 2, 1),
                new RandomStream(1, 1, Concern.ARRIVAL));
        assertNotEquals(first.startNs(), second.startNs());
    }

    private static ArrivalProcess process(final String reference) {
        return Guests.CATALOG.create(ArrivalProcess.class, reference);
    }

    private static ArrivalStream begin(final String reference, final Load load) {
        return process(reference).begin(load, new RandomStream(1, load.vcpu(), Concern.ARRIVAL));
    }

    private static double[] gaps(final String reference, final Load load, final int count) {
        final ArrivalStream arrivals = begin(reference, load);
        final double[] gaps = new double[count];
        for (int i = 0; i < count; i++) {
            final long beforeNs = arrivals.startNs();
            arrivals.advance();
            gaps[i] = arrivals.startNs() - beforeNs;
        }
        return gaps;
    }

    private static double share(final double[] gaps, final double longerThanNs) {
        return (double) Arrays.stream(gaps).filter(gap -> gap > longerThanNs).count() / gaps.length;
    }
}
