package io.whimbrel.workloads.trace.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.summary.TraceSummary.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Holds the curve against sets of pages counted window by window. */
class CurveTest {

    private static final int PAGES = 8;

    @Property(tries = 500)
    void shouldCountEveryWindow(@ForAll("accesses") final List<Access> accesses,
            @ForAll @IntRange(min = 1, max = 9) final int starts) {
        final List<Long> windowsNs = List.of(30L, 1L, 2L, 7L, 100_000L);
        final long durationNs = accesses.isEmpty() ? 0 : accesses.getLast().timeNs();
        final Curve curve = new Curve(PAGES, durationNs, starts, windowsNs);
        accesses.forEach(access -> access.into(curve));
        final List<CurvePoint> expected = new ArrayList<>();
        java.util.stream.LongStream.of(1, 2, 7, 30, 100_000, durationNs + 1).filter(window -> window <= durationNs + 1)
                .distinct().sorted().forEach(window -> expected.add(counted(accesses, window, starts, durationNs + 1)));
        assertEquals(expected, curve.points());
    }

    private static CurvePoint counted(final List<Access> accesses, final long windowNs, final int starts,
            final long endNs) {
        long written = 0;
        long accessed = 0;
        int windows = 0;
        for (int i = 0; i < starts; i++) {
            final long startNs = (long) ((double) i / starts * endNs);
            if (startNs + windowNs <= endNs) {
                final List<Access> within = accesses.stream()
                        .filter(access -> access.timeNs() >= startNs && access.timeNs() < startNs + windowNs).toList();
                accessed += within.stream().map(Access::page).distinct().count();
                written += within.stream().filter(Access::write).map(Access::page).distinct().count();
                windows++;
            }
        }
        return new CurvePoint(windowNs, (double) written / windows, (double) accessed / windows, windows);
    }

    @Provide
    Arbitrary<List<Access>> accesses() {
        final Arbitrary<Access> steps = Combinators.combine(Arbitraries.longs().between(0, 9),
                Arbitraries.longs().between(0, PAGES - 1), Arbitraries.of(true, false))
                .as((step, page, write) -> new Access(step, 0, page, write, 0));
        return steps.list().ofMaxSize(60).map(list -> {
            final List<Access> accesses = new ArrayList<>();
            long timeNs = 0;
            for (final Access step : list) {
                timeNs += step.timeNs();
                accesses.add(new Access(timeNs, 0, step.page(), step.write(), 0));
            }
            return accesses;
        });
    }
}
