package io.whimbrel.harness.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.plugin.PluginCatalog;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomWorkloadsTest {

    private static final PluginCatalog CATALOG = PluginCatalog.load(RandomWorkloadsTest.class.getClassLoader());

    private static List<RandomWorkload> drawn(final RandomWorkloads.Size size) {
        final RandomWorkloads workloads = new RandomWorkloads(3, size, CATALOG);
        return Stream.generate(workloads::next).limit(300).toList();
    }

    private static Set<String> names(final List<RandomWorkload> drawn, final String key) {
        return drawn.stream().map(each -> each.variant().texts().get(key).replaceAll("\\(.*", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void shouldDrawEveryPatternArrivalAndSync() {
        final List<RandomWorkload> drawn = drawn(RandomWorkloads.Size.USUAL);
        assertEquals(Set.of("uniform", "hotspot", "zipf", "sequential", "cyclic", "phased"),
                names(drawn, "guest.writes"));
        assertEquals(Set.of("constant", "poisson", "bursty"), names(drawn, "guest.arrival"));
        assertEquals(Set.of("round-snapshot", "clear-at-send", "peek-skip"), names(drawn, "migration.sync"));
    }

    @Test
    void shouldSpreadTheDirtyRateEvenlyOverItsOrdersOfMagnitude() {
        final List<RandomWorkload> drawn = drawn(RandomWorkloads.Size.USUAL);
        for (final RandomWorkload each : drawn) {
            final long pages = each.variant().guest().geometry().pages();
            assertTrue(pages >= 4_096 && pages <= 32_768, pages + " pages");
            // 19.2 bytes of headers go with each page of 4096.
            assertEquals(each.rho(), each.variant().guest().spec().ratePerSecond() * 4_115.2 / each.bytesPerSecond(),
                    1e-2 * each.rho());
        }
        // From 0.05 to 5 are two orders of magnitude, and 0.5 is in their middle.
        assertEquals(0.5, drawn.stream().filter(each -> each.rho() < 0.5).count() / 300.0, 0.1);
        assertTrue(drawn.stream().allMatch(each -> each.rho() >= 0.05 && each.rho() <= 5));
    }

    @Test
    void shouldDrawSmallGuestsForRealTime() {
        for (final RandomWorkload each : drawn(RandomWorkloads.Size.SMALL)) {
            assertEquals(4_096, each.variant().guest().geometry().pages());
            assertEquals(each.bytesPerSecond(), each.variant().link().bandwidthBytesPerSecond());
        }
    }
}
