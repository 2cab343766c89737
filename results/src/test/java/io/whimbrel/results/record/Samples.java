package io.whimbrel.results.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records with made-up numbers, for tests of whatever reads records. */
public final class Samples {

    private Samples() {}

    public static MigrationRecord migration(final String strategy, final long scale) {
        return migration(strategy, scale, null, false);
    }

    /** Somebody outside had its guest paused. */
    public static MigrationRecord ordered(final String strategy) {
        return migration(strategy, 1, null, true);
    }

    /** One fault, and so the longest. */
    public static MigrationRecord postcopy(final LongestFaultRecord fault) {
        return migration("postcopy", 1, new PostcopyRecord(65_536, 1, 65_535, 2, 3, 5, 0, 8, 1, 0, 0.125, 0.875, 0.1,
                1.0, one(fault.totalNs()), one(fault.requestNs()), one(fault.queueNs()), one(fault.transferNs()),
                one(fault.applyNs()), one(fault.wakeNs()), fault, List.of(fault.totalNs() / 2, fault.totalNs())),
                false);
    }

    private static LatencyRecord one(final Long ns) {
        return new LatencyRecord(ns == null ? 0 : 1, ns, ns, ns, ns);
    }

    /** It completed, and its guest is another. */
    public static MigrationRecord unverified(final String strategy, final long scale) {
        final MigrationRecord good = migration(strategy, scale);
        return new MigrationRecord(strategy, good.outcome(), null, false,
                new VerificationRecord(65_536, 312_456, 3L, "page 3 differs"), false, good.totalTimeNs(),
                good.setupTimeNs(), good.downtimeNs(), good.downtime(), good.clockUncertaintyNs(),
                good.perceivedDowntimeNs(),
                good.bytesSent(), good.pagesSent(), good.zeroPages(), good.pagesSkipped(), good.amplification(),
                good.rounds(), good.operations(), null, good.regret(), null, null, good.counters(), good.errors());
    }

    private static MigrationRecord migration(final String strategy, final long scale, final PostcopyRecord postcopy,
            final boolean byOrder) {
        final RoundRecord first = new RoundRecord(1, 1_000, 1_310_000_000 * scale, 12_000, 65_536, 65_536, 1_024, 0,
                269_000_000, 2.0534e8, 0, 209_715_200L, 61_000_000L, null);
        final RoundRecord last = new RoundRecord(2, 1_310_001_000, 40_000_000 * scale, 8_000, 2_000, 2_000, 0, 0,
                8_250_000, 2.06e8, 0, 209_715_200L, null, 1_900L);
        return new MigrationRecord(strategy, Outcome.COMPLETED, null, true,
                new VerificationRecord(65_536, 312_456, null, "65536 pages equal"), byOrder, 1_360_000_000 * scale,
                210_000L,
                41_500_000 * scale, new DowntimeRecord(8_000L, 40_000_000L, null, 900_000L, null, 200_000L, 392_000L),
                0L,
                42_100_000 * scale, 277_250_000L, 67_536L, 1_024L, 0L, 1.0328, List.of(first, last), operations(),
                postcopy,
                postcopy == null
                        ? new RegretRecord(30_000_000L, 11_500_000L * scale, 2_000_000L, null, null, 8_250_000L,
                                40_000_000L, 2.097152e8)
                        : new RegretRecord(null, null, null, postcopy.stallNs() / 4, postcopy.stallNs() * 3 / 4,
                                8_250_000L, 40_000_000L, 2.097152e8),
                null, null,
                new TreeMap<>(Map.of("source", Map.of("naksReceived", 3L), "destination", Map.of("naksSent", 3L))),
                List.of());
    }

    private static OperationsRecord operations() {
        return new OperationsRecord(50_000.0, 49_998.5, new LatencyRecord(100_000, 4_100L, 31_000L, 412_000L, 900_000L),
                new LatencyRecord(68_000, 5_200L, 38_000_000L, 41_900_000L, 42_100_000L),
                new LatencyRecord(100_000, 4_000L, 29_000L, 380_000L, 870_000L), 910_000L, 100_000_000L, 0L, 0);
    }

    public static RunRecord run() {
        return run(variants(), null);
    }

    public static RunRecord run(final List<VariantRecord> variants, final SnapshotsRecord snapshots) {
        final EnvironmentRecord environment = new EnvironmentRecord("Some CPU", 2, null, "Linux 6 amd64", "tsc",
                1000L, 200_000L, "madvise", 1L << 34, 1L << 33, 212_992L, 212_992L, 0.5, 1.25, "Vendor 25",
                List.of("-Xmx512m"), List.of("Copy"), Map.of("aeron", "1.51.0"));
        return new RunRecord(RunRecord.SCHEMA_VERSION, "0.1.0", "0123456789abcdef", false, "2026-11-22T13:30:00Z",
                List.of("run"), true, Map.of("guest", Map.of("memory", "256MiB")), environment, variants, snapshots);
    }

    /** Copy-on-write, the last of them not as it should be. */
    public static SnapshotsRecord snapshots() {
        return new SnapshotsRecord("virtual", 200_000_000,
                List.of(snapshot(1, true), snapshot(2, true), snapshot(4, false)), true,
                new VerificationRecord(16_384, 21_903, null, "16384 pages equal"));
    }

    private static SnapshotRecord snapshot(final long scale, final boolean verified) {
        return new SnapshotRecord(465_000_000 * scale, 140_000 * scale, 201_000_000, 1_200 * scale, 1_200L, 1.0 / scale,
                0, 4_915_200 * scale, null, 11_100_000L, 1_189 * scale, verified,
                verified
                        ? new VerificationRecord(16_384, 9_301, null, "16384 pages equal")
                        : new VerificationRecord(16_384, 9_301, 3L, "page 3 differs"));
    }

    public static List<VariantRecord> variants() {
        return List.of(
                new VariantRecord("stop-and-copy", Map.of("migration.strategy", "stop-and-copy"),
                        List.of(migration("stop-and-copy", 1))),
                new VariantRecord("precopy, \"peek-skip\"", Map.of("migration.strategy", "precopy"),
                        List.of(migration("precopy", 1), migration("precopy", 2), MigrationRecord.without("precopy",
                                Outcome.FAILED, "the destination fell silent for 1 s"))));
    }
}
