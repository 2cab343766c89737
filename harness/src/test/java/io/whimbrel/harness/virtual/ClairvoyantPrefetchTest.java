package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.record.RegretRecord;
import io.whimbrel.workloads.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random traces in virtual time against the formula of the least stall (reference models, 6). */
class ClairvoyantPrefetchTest {

    private static final int PAGES = 48;
    private static final long DURATION_NS = 150_000_000;
    /** What the link takes for a page. */
    private static final double PAGE_NS = 1_000_000;
    /** Messages, duty cycles, and the frame that is on the wire when another is wanted. */
    private static final double SLACK_NS = 1.25 * PAGE_NS;

    private static final String SCENARIO = """
            guest: {workload: 'trace(file=%s)', content: none, memory: %dKiB}
            migration: {strategy: postcopy, prefetch: '%s', encoding: raw, timeout: 1h}
            phases: {warm-up: 0s, before: 5ms, after: 1ms}
            virtual:
              link: constant(bandwidth=%.0fB/s, latency=0s, queue=4160B, frame=4160B)
              costs: none
            """;

    private static RegretRecord regret(final Path trace, final String prefetch) throws IOException {
        final Simulated run = Simulated.run(String.format(Locale.ROOT, SCENARIO, trace, 4 * PAGES, prefetch,
                Simulated.WIRE_PAGE_BYTES * 1e9 / PAGE_NS));
        assertEquals(PAGES, run.report().pagesSent(), "every page once");
        return run.regret();
    }

    /** A trace of accesses at random times, most of them to a few pages. */
    private static Path trace(final long seed, final int accesses) throws IOException {
        final Random random = new Random(seed);
        final long[] timesNs = random.longs(accesses, 1, DURATION_NS).sorted().toArray();
        final int hot = 1 + random.nextInt(PAGES);
        final Path file = Files.createTempDirectory("clairvoyant-").resolve("guest.trace");
        try (TraceWriter writer = new TraceWriter(file, 4096, 1, "random")) {
            for (final long timeNs : timesNs) {
                final boolean write = random.nextBoolean();
                writer.access(timeNs, 0, random.nextInt(random.nextInt(4) == 0 ? PAGES : hot), write, write ? 8 : 0);
            }
            writer.complete(PAGES);
        }
        return file;
    }

    private static void delete(final Path trace) throws IOException {
        Files.delete(trace);
        Files.delete(trace.getParent());
    }

    @Property(tries = 40)
    void shouldStallNoLongerThanTheOptimumWhenPagesComeInTheOrderOfTheirFirstAccess(@ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 2_000) final int accesses) throws IOException {
        final Path trace = trace(seed, accesses);
        try {
            final RegretRecord regret = regret(trace, "clairvoyant(file=" + trace + ")");
            assertTrue(Math.abs(regret.stallNs()) <= SLACK_NS, regret.toString());
        } finally {
            delete(trace);
        }
    }

    @Property(tries = 40)
    void shouldNeverStallForLessThanTheOptimum(@ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 2_000) final int accesses, @ForAll("prefetchers") final String prefetch)
            throws IOException {
        final Path trace = trace(seed, accesses);
        try {
            final RegretRecord regret = regret(trace, prefetch);
            assertTrue(regret.stallNs() >= -SLACK_NS, "better than the optimum: " + regret);
        } finally {
            delete(trace);
        }
    }

    @Provide
    Arbitrary<String> prefetchers() {
        return Arbitraries.of(Arrays.asList("address", "continue", "none(for=20ms)"));
    }
}
