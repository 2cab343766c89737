package io.whimbrel.harness.predict;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.results.model.DirtyCurve;
import io.whimbrel.results.model.IndependentCurve;
import io.whimbrel.workloads.WorkloadFactory;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The guests that come with this tool do what they are named after: their dirty curves are those of the formulas. */
class GuestsAgainstClosedFormsTest {

    private static final int PAGES = 8_192;
    private static final long RATE = 40_000;
    private static final long LENGTH_NS = 8_000_000_000L;
    private static final double TOLERANCE = 0.03;

    private static Stream<Arguments> guests() {
        return Stream.of(
                Arguments.of("uniform", IndependentCurve.uniform(PAGES, RATE)),
                Arguments.of("hotspot(fraction=0.125,share=0.9)",
                        IndependentCurve.hotspot(PAGES, PAGES / 8.0, 0.9, RATE)),
                Arguments.of("zipf(skew=0.99)", IndependentCurve.zipf(PAGES, 0.99, RATE)),
                Arguments.of("zipf(skew=0.5)", IndependentCurve.zipf(PAGES, 0.5, RATE)));
    }

    @ParameterizedTest
    @MethodSource("guests")
    void shouldDirtyPagesAsTheFormulaSays(final String locality, final DirtyCurve expected) {
        final DirtyCurve measured = measure(locality);
        for (final double seconds : List.of(0.01, 0.03, 0.1, 0.3, 1.0, 3.0)) {
            final double ratio = measured.pages(seconds) / expected.pages(seconds);
            assertTrue(Math.abs(ratio - 1) <= TOLERANCE,
                    () -> String.format(Locale.ROOT, "%s within %s s: measured %.1f pages, expected %.1f", locality,
                            seconds, measured.pages(seconds), expected.pages(seconds)));
        }
    }

    private static DirtyCurve measure(final String locality) {
        final PageGeometry geometry = new PageGeometry(PAGES * 4_096L, 4_096);
        final GuestProgram program = new WorkloadFactory(
                PluginCatalog.load(GuestsAgainstClosedFormsTest.class.getClassLoader()))
                .create("workload=synthetic;rate=" + RATE + "/s;writes=" + locality, geometry, 1);
        final AccessCollector collector = new AccessCollector(geometry, 0, new HierarchicalBitmap(PAGES));
        new TraceRecorder(program, geometry, SystemNanoClock.INSTANCE).recordFor(LENGTH_NS, collector);
        return collector.subject(LENGTH_NS).guest().dirty();
    }
}
