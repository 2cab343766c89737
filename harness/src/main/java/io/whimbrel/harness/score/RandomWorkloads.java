package io.whimbrel.harness.score;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.predict.WireCost;
import io.whimbrel.harness.scenario.Draft;
import io.whimbrel.harness.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Draws guests and the way in which each is migrated: how fast pages are dirtied, for each that the link carries, is
 * spread evenly over its orders of magnitude, and so are memory, bandwidth and downtime limit; the pattern of the writes,
 * their arrival and the dirty-sync are drawn with equal chances. A seed always gives the same ones.
 */
public final class RandomWorkloads {

    private static final int PAGE_BYTES = 4096;
    private static final double NS_PER_SECOND = 1e9;
    private static final List<String> SYNCS = List.of("round-snapshot", "clear-at-send", "peek-skip");
    private static final double LEAST_RHO = 0.05;
    private static final double MOST_RHO = 5;
    /** After so many times the first pass a migration is taken not to converge. */
    private static final int PATIENCE = 20;

    private final Random random;
    private final Size size;
    private final PluginCatalog catalog;

    /** How large the guests are. */
    public enum Size {
        /** For virtual time: 4096 to 32768 pages without contents. */
        USUAL(4_096, 32_768, 64e6, 512e6, List.of("guest.content=none")),
        /** For real time, in which each page takes its time: 4096 pages of text, over shared memory. */
        SMALL(4_096, 4_096, 32e6, 96e6, List.of("guest.content=text", "link.transport=aeron-ipc"));

        private final int leastPages;
        private final int mostPages;
        private final double leastBytesPerSecond;
        private final double mostBytesPerSecond;
        private final List<String> assignments;

        Size(final int leastPages, final int mostPages, final double leastBytesPerSecond,
                final double mostBytesPerSecond, final List<String> assignments) {
            this.leastPages = leastPages;
            this.mostPages = mostPages;
            this.leastBytesPerSecond = leastBytesPerSecond;
            this.mostBytesPerSecond = mostBytesPerSecond;
            this.assignments = assignments;
        }
    }

    /**
     * Begins to draw.
     *
     * @param seed    of everything that is drawn
     * @param size    of the guests
     * @param catalog where plug-ins are found
     */
    public RandomWorkloads(final long seed, final Size size, final PluginCatalog catalog) {
        this.random = new Random(seed);
        this.size = size;
        this.catalog = catalog;
    }

    /**
     * Draws the next one.
     *
     * @return a guest and how it is migrated
     */
    public RandomWorkload next() {
        final int pages = (int) logUniform(size.leastPages, size.mostPages);
        final long bytesPerSecond = (long) logUniform(size.leastBytesPerSecond, size.mostBytesPerSecond);
        final double pagesPerSecond = bytesPerSecond / (PAGE_BYTES + WireCost.headerBytes(PAGE_BYTES));
        final double passNs = pages / pagesPerSecond * NS_PER_SECOND;
        final double rho = logUniform(LEAST_RHO, MOST_RHO);
        final String pattern = pattern(pages, passNs);
        final String arrival = arrival(passNs);
        final String sync = SYNCS.get(random.nextInt(SYNCS.size()));
        final long limitNs = (long) (passNs * logUniform(0.005, 0.3));
        final long latencyNs = (long) logUniform(10e3, 1e6);
        final List<String> drawn = List.of("guest.memory=" + (long) pages * PAGE_BYTES + "B", "guest.rate="
                + Math.max(1, Math.round(rho * pagesPerSecond)) + "/s", "guest.writes=" + pattern,
                "guest.arrival=" + arrival, "guest.seed=" + random.nextInt(), "migration.sync=" + sync,
                "migration.convergence=downtime-limit(" + limitNs + "ns)",
                "migration.timeout=" + (long) (PATIENCE * passNs) + "ns",
                size == Size.SMALL
                        ? "link.bandwidth=" + bytesPerSecond + "B/s"
                        : "virtual.link=constant(bandwidth=" + bytesPerSecond + "B/s, latency=" + latencyNs
                                + "ns, queue=65472B)");
        Draft draft = new Draft(Map.of(), List.of());
        for (final List<String> assignments : List.of(List.of("guest.workload=synthetic(read-share=0)",
                "migration.encoding=raw", "phases.warm-up=200ms", "phases.before=0s", "phases.after=1ms"),
                size.assignments, drawn)) {
            for (final String assignment : assignments) {
                draft = draft.set(assignment);
            }
        }
        return new RandomWorkload(Scenario.of(draft, catalog).variants().getFirst(), bytesPerSecond, rho, limitNs);
    }

    private String pattern(final int pages, final double passNs) {
        return switch (random.nextInt(6)) {
            case 0 -> "uniform";
            case 1 -> text("hotspot(fraction=%.3f, share=%.3f)", uniform(0.05, 0.3), uniform(0.8, 0.99));
            case 2 -> text("zipf(skew=%.2f)", uniform(0.6, 1.2));
            case 3 -> "sequential";
            case 4 -> "cyclic(period=" + (long) (pages * uniform(0.02, 0.5)) + ")";
            default -> text("phased(period=%.0fns, overlap=%.2f, fraction=%.3f)", passNs * logUniform(0.3, 3),
                    uniform(0.2, 0.8), uniform(0.05, 0.3));
        };
    }

    private String arrival(final double passNs) {
        return switch (random.nextInt(3)) {
            case 0 -> "constant";
            case 1 -> "poisson";
            default -> text("bursty(duty=%.2f, cycle=%.0fns)", uniform(0.2, 0.8), passNs * logUniform(0.05, 0.5));
        };
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private double uniform(final double least, final double most) {
        return least + (most - least) * random.nextDouble();
    }

    private double logUniform(final double least, final double most) {
        return least * StrictMath.exp(random.nextDouble() * StrictMath.log(most / least));
    }
}
