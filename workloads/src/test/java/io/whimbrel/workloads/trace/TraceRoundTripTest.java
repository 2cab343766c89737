package io.whimbrel.workloads.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TraceRoundTripTest {

    private static final long PAGES = 1L << 36;
    private static final int PAGE_BYTES = 2 << 20;

    /** An access after the one before it. */
    private record Step(long ns, int vcpu, long pages, boolean write, int bytesChanged) {}

    @Property(tries = 500)
    void shouldComeBackAsItWas(@ForAll("steps") final List<Step> steps) throws IOException {
        final List<Access> accesses = new ArrayList<>();
        long timeNs = 0;
        long page = PAGES / 2;
        for (final Step step : steps) {
            timeNs += step.ns();
            page = Math.clamp(page + step.pages(), 0, PAGES - 1);
            accesses.add(new Access(timeNs, step.vcpu(), page, step.write(), step.write() ? step.bytesChanged() : 0));
        }
        final Path directory = Files.createTempDirectory("trace");
        final Path file = directory.resolve("a.trace");
        try {
            final TraceHeader header = new TraceHeader(PAGE_BYTES, PAGES, TraceHeader.MAX_VCPUS, "äöü\n");
            final TraceFile trace = Access.trace(file, header, accesses);
            assertEquals(header, trace.header());
            assertEquals(accesses, Access.of(trace));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        final Arbitrary<Long> ns = Arbitraries.oneOf(Arbitraries.of(0L, 20_000L, 0xffffL, 0x10000L, 0xffff_ffffL,
                0x1_0000_0000L), Arbitraries.longs().between(0, 1L << 40));
        final Arbitrary<Long> pages = Arbitraries.oneOf(Arbitraries.of(0L, 1L, -1L, 127L, 128L, -128L, -129L),
                Arbitraries.longs().between(-PAGES, PAGES));
        final Arbitrary<Integer> bytes = Arbitraries.oneOf(Arbitraries.of(0, 1, 256, 257, PAGE_BYTES),
                Arbitraries.integers().between(0, PAGE_BYTES));
        final Arbitrary<Integer> vcpus = Arbitraries.of(0, 1, 255, 256, 0x7fff, 0x8000, 0xffff);
        return Combinators.combine(ns, vcpus, pages, Arbitraries.of(true, false), bytes).as(Step::new).list()
                .ofMaxSize(300).withoutEdgeCases();
    }
}
