package io.whimbrel.engine.policy.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.Convergence.Decision;
import io.whimbrel.engine.policy.RoundView;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopConditionsTest {

    private final Map<String, Object> values = new HashMap<>();

    /** A view that answers what was put into the map. */
    private RoundView view(final Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return (RoundView) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{RoundView.class},
                (proxy, method, arguments) -> values.get(method.getName()));
    }

    private static void stops(final Convergence convergence, final RoundView view) {
        assertEquals(Decision.STOP_AND_COPY, convergence.decide(view));
    }

    private static void goesOn(final Convergence convergence, final RoundView view) {
        assertEquals(Decision.CONTINUE, convergence.decide(view));
    }

    @Test
    void shouldCountRounds() {
        goesOn(new FixedRounds(3), view("round", 2, "dirtyPages", 9L));
        stops(new FixedRounds(3), view("round", 3));
        stops(new FixedRounds(3), view("round", 1, "dirtyPages", 0L));
    }

    @Test
    void shouldStopWhenTheRestFitsTheDowntimeLimit() {
        // 100 MB/s for 300 ms are 30,000,000 B: 7324 pages of 4 KiB.
        final DowntimeLimit limit = new DowntimeLimit(300_000_000L);
        stops(limit, view("measuredBytesPerSecond", 1e8, "pageBytes", 4096, "dirtyPages", 7324L));
        goesOn(limit, view("dirtyPages", 7325L));
        goesOn(limit, view("measuredBytesPerSecond", 0.0, "dirtyPages", 1L));
        stops(limit, view("dirtyPages", 0L));
    }

    @Test
    void shouldStopAsXenDoes() {
        final XenSimple xen = new XenSimple(50, 5);
        goesOn(xen, view("round", 4, "dirtyPages", 50L));
        stops(xen, view("dirtyPages", 49L));
        stops(xen, view("round", 5, "dirtyPages", 100_000L));
    }

    @Test
    void shouldStopAsXenDidOnEachOfItsFourConditions() {
        final XenLegacy xen = new XenLegacy(29, 50, 3);
        goesOn(xen, view("round", 2, "lastRoundSentPages", 100L, "previousRoundSentPages", 100L,
                "lastRoundSkippedPages", 0L, "rateAtMaximum", true, "totalSentPages", 3000L, "memoryPages", 1000L));
        stops(xen, view("lastRoundSentPages", 101L));
        goesOn(xen, view("rateAtMaximum", false));
        stops(xen, view("round", 29));
        goesOn(xen, view("round", 28));
        stops(xen, view("lastRoundSentPages", 20L, "lastRoundSkippedPages", 29L));
        goesOn(xen, view("lastRoundSkippedPages", 30L));
        stops(xen, view("totalSentPages", 3001L));
    }

    @Test
    void shouldPredictFromTheLastBandwidth() {
        assertEquals(-1, new BandwidthPredictor().expectedDowntimeNs(
                view("measuredBytesPerSecond", 0.0, "dirtyPages", 10L, "pageBytes", 4096)));
        assertEquals(40_960_000L,
                new BandwidthPredictor().expectedDowntimeNs(view("measuredBytesPerSecond", 1e6)));
    }
}
