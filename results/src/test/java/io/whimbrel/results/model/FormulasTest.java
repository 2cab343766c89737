package io.whimbrel.results.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FormulasTest {

    @Test
    void shouldFindTheThrottleThatBringsTheFloorDown() {
        final RoundsModel model = new RoundsModel();
        assertEquals(OptionalDouble.of(0), Throttling.required(model, Guests.bent(), Guests.LINK, 0.45));
        // 310 pages take 0.31 s and are dirtied in 0.1 s + 10 / 300 x 0.9 s = 0.13 s: 1 - 0.13 / 0.31.
        assertEquals(1 - 0.13 / 0.31, Throttling.required(model, Guests.bent(), Guests.LINK, 0.31).orElseThrow(),
                1e-6);
        assertEquals(OptionalDouble.empty(),
                Throttling.required(model, Guests.steady(1e6), Guests.LINK, 0.001));
    }

    @Test
    void shouldHoldBackWhenMoreThanHalfIsDirtyAgain() {
        assertTrue(Throttling.isTriggered(Guests.steady(501), Guests.LINK, 200));
        assertFalse(Throttling.isTriggered(Guests.steady(499), Guests.LINK, 200));
    }

    @Test
    void shouldTakeADeltaForAFasterLink() {
        assertEquals(100, new DeltaCompression(0, 0.1).effectiveBytesPerSecond(100));
        // 80 % of the pages cost a tenth: 0.2 + 0.08 of the bytes.
        assertEquals(100 / 0.28, new DeltaCompression(0.8, 0.1).effectiveBytesPerSecond(100), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> new DeltaCompression(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DeltaCompression(1.1, 0.5));
    }

    @Test
    void shouldCountWhatASnapshotCopies() {
        // 1000 pages of 4 KiB at 40.96 MB/s take 0.1 s, within which 300 are written.
        assertEquals(300, Snapshots.copiedPages(Guests.bent(), 40_960_000), 1e-9);
        assertEquals(0.3, Snapshots.epochSeconds(Guests.bent(), Guests.LINK, 0.1), 1e-9);
    }

    @Test
    void shouldBoundTheErrorOfASample() {
        // Of a GiB QEMU samples 512 pages: one percent is known to 0.86 points.
        assertEquals(0.0086, SamplingError.halfWidth(0.01, 512), 5e-5);
        assertFalse(SamplingError.applies(0.01, 512));
        assertTrue(SamplingError.applies(0.02, 512));
        assertEquals(0, SamplingError.halfWidth(0, 512));
    }

    @Test
    void shouldScaleAProfileFromItsSample() {
        final MeasuredProfile profile = new MeasuredProfile(4_096, 1_000, 50, 10, List.of(100.0, 1_000.0),
                List.of(15L, 30L));
        assertEquals(200, profile.guest().zeroPages());
        assertEquals(300, profile.guest().dirty().pages(0.1), 1e-9);
        assertEquals(600, profile.guest().dirty().pages(1), 1e-9);
    }

    @Test
    void shouldRefuseProfilesThatNoGuestGives() {
        refuse("pages: expected at least 1, not 0", 4_096, 0, 1, 0, List.of(1.0), List.of(0L));
        refuse("sampledPages: expected from 1 to 10, all pages, not 11", 4_096, 10, 11, 0, List.of(1.0), List.of(0L));
        refuse("sampledZeroPages: expected from 0 to 5, the pages sampled, not 6", 4_096, 10, 5, 6, List.of(1.0),
                List.of(0L));
        refuse("periodsMs: expected at least one period, not none", 4_096, 10, 5, 0, List.of(), List.of());
        refuse("periodsMs: expected a number above 2.0, for all periods begin together and each is longer than the last, not 2.0",
                4_096, 10,
                5, 0, List.of(2.0, 2.0), List.of(1L, 1L));
        refuse("sampledDirtyPages: expected one number for each of the 2 periods, not 1", 4_096, 10, 5, 0,
                List.of(1.0, 2.0), List.of(1L));
        refuse("sampledDirtyPages: expected from 3, no fewer than within a shorter period, to 5, the pages sampled, not 2",
                4_096, 10, 5, 0, List.of(1.0, 2.0), List.of(3L, 2L));
    }

    private static void refuse(final String message, final int pageBytes, final long pages, final long sampled,
            final long zero, final List<Double> periods, final List<Long> dirty) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> new MeasuredProfile(pageBytes, pages, sampled, zero, periods, dirty)).getMessage());
    }

    @Test
    void shouldAskEveryModel() {
        final Forecast forecast = Forecast.of(Forecast.MODELS, Guests.bent(), 4_100_000, 4, 310_000_000L, null);
        assertEquals(List.of("rounds", "continuous", "capped-linear", "geometric"),
                forecast.predictions().stream().map(Prediction::model).toList());
        assertEquals(1 - 0.13 / 0.31, forecast.throttle(), 1e-6);
        assertTrue(Forecast.of(Forecast.MODELS, Guests.bent(), 4_100_000, 4, null, 5L).predictions().getFirst()
                .converges());
    }
}
