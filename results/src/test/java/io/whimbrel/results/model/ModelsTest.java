package io.whimbrel.results.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.results.optimum.AccessHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {

    private static final double MS = 1e-3;

    @ParameterizedTest
    @CsvSource({
        // 1000 pages take 1 s, in which 500 are dirtied; they take 0.5 s: 250; 0.25 s: 125; 0.125 s: 62.5 pages.
        "500,  300, 3, 1750,   250,   1750", "500,  250, 3, 1750,   250,   1750", "500, 249, 4, 1875,   125, 1875",
        "500, 1000, 2, 1500,   500,   1500", "500,  100, 5, 1937.5, 62.5,  1937.5", "0, 0, 2, 1000, 0, 1000"})
    void shouldHalveWhatIsLeftWithEveryRound(final double pagesPerSecond, final double limitMs, final int rounds,
            final double totalMs, final double downtimeMs, final double pagesSent) {
        for (final PrecopyModel model : new PrecopyModel[]{new RoundsModel(), new GeometricModel()}) {
            final Prediction prediction = model.predict(Guests.steady(pagesPerSecond), Guests.LINK, limitMs * MS);
            assertEquals(new Prediction(model.name(), true, ns(totalMs), ns(downtimeMs),
                    Math.round(pagesSent * 4_100), rounds, null, prediction.caveat()), prediction);
        }
    }

    @Test
    void shouldPauseAfterTheFirstPassWithoutALimit() {
        final Prediction prediction = new RoundsModel().predict(Guests.steady(2_000), Guests.LINK,
                PrecopyModel.UNLIMITED);
        // Twice as many are dirtied as there are pages: all.
        assertEquals(ns(2_000), prediction.totalTimeNs());
        assertEquals(ns(1_000), prediction.downtimeNs());
        assertEquals(2, prediction.rounds());
    }

    @Test
    void shouldSendZeroPagesAsHeadersUntilTheyAreDirtied() {
        final ModelledGuest guest = new ModelledGuest(1_000, 400, 4_096, Guests.steady(500).dirty());
        // 1000 headers and 600 pages: 4,000 + 2,457,600 = 2,461,600 B, in one second here. Then 500 pages of 4,100 B.
        final Prediction prediction = new RoundsModel().predict(guest, new ModelledLink(2_461_600, 4),
                PrecopyModel.UNLIMITED);
        assertEquals(2_461_600 + 2_050_000, prediction.bytes());
        assertEquals(Math.round(2_050_000 / 2_461_600.0 * 1e9), prediction.downtimeNs());
        final ModelledGuest empty = new ModelledGuest(1_000, 1_000, 4_096, Guests.steady(0).dirty());
        assertEquals(4_000, new RoundsModel().predict(empty, Guests.LINK, 0).bytes());
    }

    @Test
    void shouldComeDownToTheFixedPointAndNoFurther() {
        // V = 300 + (V / 1000 - 0.1) / 0.9 * 300 has the solution V = 400.
        final Prediction never = new RoundsModel().predict(Guests.bent(), Guests.LINK, 399 * MS);
        assertFalse(never.converges());
        assertEquals(400e6, never.floorNs(), 1);
        assertNull(never.totalTimeNs());
        // 1000 pages leave 600, 600 leave 466 2/3, these 422 2/9.
        final Prediction ends = new RoundsModel().predict(Guests.bent(), Guests.LINK, 450 * MS);
        assertEquals(4, ends.rounds());
        assertEquals(Math.round((1 + 0.6 + 0.42 + 0.14 / 3 + 0.42 + 0.02 / 9) * 1e9), ends.totalTimeNs());
    }

    @Test
    void shouldCallNoProgressAtAllNever() {
        final Prediction never = new RoundsModel().predict(Guests.steady(1_000), Guests.LINK, 300 * MS);
        assertFalse(never.converges());
        assertEquals(ns(1_000), never.floorNs());
        final ModelledGuest mostlyZero = new ModelledGuest(1_000, 1_000, 4_096, Guests.steady(5_000).dirty());
        // 4,000 B leave 4.878 pages, and these 24.39: it only gets worse.
        assertEquals(4.878e6, new RoundsModel().predict(mostlyZero, Guests.LINK, 1 * MS).floorNs(), 1e3);
    }

    @Test
    void shouldTakeLessThanAPageForNone() {
        final Prediction prediction = new RoundsModel().predict(Guests.steady(500), Guests.LINK, 0);
        // 1000 halved ten times is less than one.
        assertTrue(prediction.converges());
        assertEquals(11, prediction.rounds());
        assertEquals(0, prediction.downtimeNs());
        assertEquals(prediction.rounds(),
                new GeometricModel().predict(Guests.steady(500), Guests.LINK, 0).rounds());
    }

    @Test
    void shouldSayWhereItExtrapolates() {
        assertEquals("", new RoundsModel().predict(Guests.bent(), Guests.LINK, 1).caveat());
        final ModelledLink slow = new ModelledLink(1_025_000, 4);
        assertEquals("extrapolated: dirtying is known for 1.00 s, a pass takes 4.00 s",
                new RoundsModel().predict(Guests.bent(), slow, 1).caveat());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.05, 1.5, 2, 4, 10})
    void shouldMeetTheClosedFormsOfAUniformHotSet(final double rho) {
        final ModelledGuest guest = Guests.with(IndependentCurve.uniform(500, rho * 1_000));
        final double share = new RoundsModel().predict(guest, Guests.LINK, 0).floorNs() / 0.5e9;
        assertEquals(1 - Math.exp(-rho * share), share, 1e-6);
        assertEquals(1 - 1 / rho, new ContinuousModel().predict(guest, Guests.LINK, 0).floorNs() / 0.5e9, 1e-6);
        assertTrue(share > 1 - 1 / rho, "rounds have their price");
    }

    @Test
    void shouldKnowThatAScanWithoutRoundsGetsThereEventually() {
        final ModelledGuest guest = Guests.with(IndependentCurve.uniform(500, 900));
        final Prediction eventually = new ContinuousModel().predict(guest, Guests.LINK, 10 * MS);
        assertTrue(eventually.converges());
        assertEquals(ns(10), eventually.downtimeNs());
        assertNull(eventually.totalTimeNs());
        final Prediction atOnce = new ContinuousModel().predict(guest, Guests.LINK, 1);
        // The mean of 500 (1 - exp(-1.8 t)) over the first second.
        final double rest = 500 * (1 - (1 - Math.exp(-1.8)) / 1.8);
        assertEquals(rest * 1e6, atOnce.downtimeNs(), 1e4);
        assertEquals((1_000 + rest) * 1e6, atOnce.totalTimeNs(), 1e4);
    }

    @Test
    void shouldBoundTheOthersByWhatKnowingTheFutureGives() {
        final AccessHistory writes = new AccessHistory(1_000);
        for (int i = 1; i <= 4_000; i++) {
            writes.add(i * 500_000L, i % 700);
        }
        final ModelledGuest guest = Guests.with(HistoryCurve.of(writes, 2_000_000_000, 0));
        final ClairvoyantModel model = new ClairvoyantModel(writes, new HierarchicalBitmap(1_000), 2_000_000_000);
        // 700 pages are written in turn, 2000 a second, and the link carries 1000. All pages take 1 s; the last 700
        // were released within 0.35 s, in which 350 of them went.
        final Prediction prediction = model.predict(guest, Guests.LINK, PrecopyModel.UNLIMITED);
        assertEquals(350e6, prediction.downtimeNs(), 1e6);
        assertEquals(1_350e6, prediction.totalTimeNs(), 1e6);
        assertEquals(4_100_000, prediction.bytes());
        assertEquals(700e6, new RoundsModel().predict(guest, Guests.LINK, PrecopyModel.UNLIMITED).downtimeNs(), 1e6);
        assertFalse(model.predict(guest, Guests.LINK, 340 * MS).converges());
        assertEquals("the writes are known for 2.00 s, the first pass takes 4.00 s",
                model.predict(guest, new ModelledLink(1_025_000, 4), 1).caveat());
    }

    @Test
    void shouldStayAtTheCapOrComeDownToNothing() {
        final ModelledGuest fast = Guests.with(IndependentCurve.uniform(200, 1_500));
        final Prediction never = new CappedLinearModel().predict(fast, Guests.LINK, 199 * MS);
        assertEquals(ns(200), never.floorNs());
        assertEquals("pages are rewritten early: 63 % of the working set is dirty when this model has all of it dirty",
                never.caveat());
        // 1000 pages leave 200, these 0.8 x 200 = 160.
        final ModelledGuest slow = Guests.with(IndependentCurve.uniform(200, 800));
        assertEquals(3, new CappedLinearModel().predict(slow, Guests.LINK, 160 * MS).rounds());
        assertEquals("", new CappedLinearModel().predict(Guests.steady(1), Guests.LINK, 1).caveat());
    }

    @Test
    void shouldSayThatAGeometricSeriesIsForFreshPagesOnly() {
        assertEquals("", new GeometricModel().predict(Guests.steady(500), Guests.LINK, 1).caveat());
        // 3000 pages would be dirtied within the first pass, 600 are.
        assertEquals("pages are rewritten: the first pass leaves 20 % of the pages that this model expects",
                new GeometricModel().predict(Guests.bent(), Guests.LINK, 1).caveat());
        assertFalse(new GeometricModel().predict(Guests.bent(), Guests.LINK, 1).converges());
    }

    private static long ns(final double ms) {
        return Math.round(ms * 1e6);
    }
}
