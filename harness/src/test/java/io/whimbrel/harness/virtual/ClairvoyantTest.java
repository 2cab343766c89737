package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import net.jqwik.api.constraints.LongRange;

/** Random traces in virtual time against the formula of the least downtime (reference models, 5). */
class ClairvoyantTest {

    private static final int PAGES = 48;
    /** What the link takes for a page. */
    private static final double PAGE_NS = 1_000_000;
    private static final long START_NS = 5_000_000;
    /** Messages, duty cycles, and the page that is on the wire when the pause comes. */
    private static final double SLACK_NS = 0.25 * PAGE_NS;

    private static final String SCENARIO = """
            guest: {workload: 'trace(file=%s)', content: none, memory: %dKiB}
            migration: {sync: '%s', order: '%s', convergence: '%s', timeout: 1h}
            phases: {warm-up: 0s, before: 5ms, after: 1ms}
            virtual:
              link: constant(bandwidth=%.0fB/s, latency=0s, queue=4160B, frame=4160B)
              costs: none
            """;

    private static String scenario(final Path trace, final String sync, final String order, final String convergence) {
        return String.format(Locale.ROOT, SCENARIO, trace, 4 * PAGES, sync, order, convergence,
                Simulated.WIRE_PAGE_BYTES * 1e9 / PAGE_NS);
    }

    /**
     * A trace of writes at random times, most of them to a few pages; none just after the pause is due, which waits for
     * the page that is being sent.
     */
    private static Path trace(final long seed, final int writes, final long durationNs, final long pauseNs)
            throws IOException {
        final Random random = new Random(seed);
        final long[] timesNs = random.longs(writes, 1, durationNs)
                .filter(timeNs -> timeNs < pauseNs || timeNs > pauseNs + 2 * PAGE_NS).sorted().toArray();
        final int hot = 1 + random.nextInt(PAGES);
        final Path file = Files.createTempDirectory("clairvoyant-").resolve("guest.trace");
        try (TraceWriter writer = new TraceWriter(file, 4096, 1, "random")) {
            for (final long timeNs : timesNs) {
                writer.access(timeNs, 0, random.nextInt(random.nextInt(4) == 0 ? PAGES : hot), true, 8);
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
    void shouldReachTheOptimumWhenEveryPageIsSentOnceAfterItsLastWrite(@ForAll final long seed,
            @ForAll @IntRange(min = 0, max = 2_000) final int writes,
            @ForAll @LongRange(min = 10_000_000, max = 200_000_000) final long pauseNs) throws IOException {
        final Path trace = trace(seed, writes, 150_000_000, pauseNs);
        try {
            final Simulated run = Simulated.run(scenario(trace, "round-snapshot",
                    "clairvoyant(file=" + trace + ", pause=" + pauseNs + "ns)", "fixed-rounds(1)"));
            final long pausedNs = run.report().pauseRequestedAtNs() - run.report().guestStartedAtNs();
            assertTrue(pausedNs - pauseNs >= 0 && pausedNs - pauseNs <= 2 * PAGE_NS, "paused at " + pausedNs);
            assertTrue(run.regret().downtimeNs() <= SLACK_NS, "measured " + run.report().downtimeNs()
                    + " ns of downtime, the optimum is " + run.regret().optimalDowntimeNs());
            assertTrue(run.regret().downtimeNs() >= -SLACK_NS, "better than the optimum: " + run.regret());
            assertEquals(PAGES, run.report().pagesSent(), "every page once");
        } finally {
            delete(trace);
        }
    }

    @Property(tries = 60)
    void shouldNeverBeBetterThanTheOptimum(@ForAll final long seed,
            @ForAll @IntRange(min = 0, max = 3_000) final int writes, @ForAll("syncs") final String sync,
            @ForAll("stops") final String stop) throws IOException {
        final Path trace = trace(seed, writes, 150_000_000, 0);
        try {
            final Simulated run = Simulated.run(scenario(trace, sync, "address", stop));
            assertTrue(run.regret().downtimeNs() >= -SLACK_NS, "better than the optimum: " + run.regret());
            assertTrue(run.report().pagesSent() >= PAGES);
        } finally {
            delete(trace);
        }
    }

    @Provide
    Arbitrary<String> syncs() {
        return Arbitraries.of(Arrays.asList("round-snapshot", "clear-at-send(1)", "clear-at-send(8)", "peek-skip"));
    }

    @Provide
    Arbitrary<String> stops() {
        return Arbitraries.of(Arrays.asList("fixed-rounds(1)", "fixed-rounds(3)", "fixed-rounds(9)", "xen",
                "downtime-limit(20ms)"));
    }
}
