package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.DowntimePredictor;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.policy.Throttle;
import io.whimbrel.engine.policy.WorkingSetEstimator;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.HandshakeTracker;
import io.whimbrel.engine.tracking.RmwTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import java.util.List;

/** The plug-ins that come with the engine. */
public final class BuiltinPolicies implements PluginProvider {

    private static final double HOUR_NS = 3.6e12;
    private static final Parameter ROUNDS = Parameter.of("rounds", Type.INTEGER, "5", 1, 1_000_000,
            "live rounds, the first full pass among them");

    /** Makes the provider. */
    public BuiltinPolicies() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(
                new Plugin<>(TrackerFactory.class, "epoch",
                        "two plain bitmaps per vCPU, swapped at a handshake", "",
                        List.of(), arguments -> (TrackerFactory) EpochTracker::new),
                new Plugin<>(TrackerFactory.class, "handshake",
                        "one shared bitmap: test, then set; cleared, then a handshake, then copied", "JEP 522",
                        List.of(), arguments -> (TrackerFactory) HandshakeTracker::new),
                new Plugin<>(TrackerFactory.class, "rmw",
                        "one shared bitmap: every mark a read-modify-write", "",
                        List.of(), arguments -> (TrackerFactory) (pages, vcpus) -> new RmwTracker(pages)),
                new Plugin<>(DirtySync.class, "round-snapshot", "dirty bits are read where a round begins",
                        "heuristics O2; qemu migration/ram.c", List.of(), arguments -> new RoundSnapshotSync()),
                new Plugin<>(DirtySync.class, "clear-at-send", "dirty bits are read just before pages are sent",
                        "heuristics O2",
                        List.of(Parameter.of("chunk", Type.INTEGER, "64", 1, 1 << 20, "pages sent between two syncs")),
                        arguments -> new ClearAtSendSync(arguments.asLong("chunk"))),
                new Plugin<>(DirtySync.class, "peek-skip", "a page that is dirty again is left for the next round",
                        "heuristics O1; xen tools/libxc/xc_domain_save.c", List.of(), arguments -> new PeekSkipSync()),
                new Plugin<>(SendOrder.class, "address", "by rising address, once through memory per round",
                        "qemu migration/ram.c", List.of(), arguments -> new AddressOrder()),
                new Plugin<>(PageEncoding.class, "raw", "every page as it is", "", List.of(),
                        arguments -> new RawEncoding()),
                new Plugin<>(PageEncoding.class, "zero-elide", "a page that is all zero crosses as a header alone",
                        "heuristics O11", List.of(), arguments -> new ZeroElideEncoding()),
                new Plugin<>(Throttle.class, "none", "the guest is never slowed", "", List.of(),
                        arguments -> (Throttle) view -> 0),
                new Plugin<>(Throttle.class, "fixed",
                        "the guest is slowed by a constant share while pages are sent",
                        "",
                        List.of(Parameter.of("share", Type.NUMBER, "0.5", 0, 0.99,
                                "share of the time that each vCPU must not run")),
                        arguments -> {
                            final double share = arguments.asDouble("share");
                            return (Throttle) view -> share;
                        }),
                new Plugin<>(RatePolicy.class, "fixed", "one cap for the whole migration, the pause included", "",
                        List.of(Parameter.of("cap", Type.BANDWIDTH, "unlimited", 1, Long.MAX_VALUE,
                                "highest send rate, headers included")),
                        arguments -> new FixedRate(arguments.asLong("cap"))),
                new Plugin<>(Convergence.class, "fixed-rounds", "stops after a number of live rounds", "",
                        List.of(ROUNDS), arguments -> new FixedRounds(arguments.asInt("rounds"))),
                new Plugin<>(Convergence.class, "downtime-limit",
                        "stops when the rest is expected to take no longer than the limit",
                        "heuristics S4; qemu migration/migration.c",
                        List.of(Parameter.of("limit", Type.DURATION, "300ms", 0, HOUR_NS, "downtime to aim at")),
                        arguments -> new DowntimeLimit(arguments.asLong("limit"))),
                new Plugin<>(Convergence.class, "xen", "stops below 50 dirty pages or after 5 rounds",
                        "heuristics S3; xen tools/libs/saverestore/save.c",
                        List.of(Parameter.of("pages", Type.INTEGER, "50", 0, 1L << 36,
                                "stop below so many dirty pages"),
                                ROUNDS),
                        arguments -> new XenSimple(arguments.asLong("pages"), arguments.asInt("rounds"))),
                new Plugin<>(Convergence.class, "xen-legacy",
                        "stops when rounds grow at full rate, after 29 rounds, or after 3 times the memory",
                        "heuristics S1; xen tools/libxc/xc_domain_save.c",
                        List.of(Parameter.of("rounds", Type.INTEGER, "29", 1, 1_000_000, "stop after so many rounds"),
                                Parameter.of("pages", Type.INTEGER, "50", 0, 1L << 36,
                                        "stop when a round sent and skipped fewer pages"),
                                Parameter.of("memory-times", Type.NUMBER, "3", 1, 1e6,
                                        "stop when more than so many times the memory was sent")),
                        arguments -> new XenLegacy(arguments.asInt("rounds"), arguments.asLong("pages"),
                                arguments.asDouble("memory-times"))),
                new Plugin<>(Prefetcher.class, "none",
                        "pages cross on demand alone for a while; then the rest is pushed", "",
                        List.of(Parameter.of("for", Type.DURATION, "1s", 0, HOUR_NS,
                                "how long nothing is pushed once the guest was handed over")),
                        arguments -> new NoPrefetch(arguments.asLong("for"))),
                new Plugin<>(Prefetcher.class, "address", "pushes from the first page to the last", "", List.of(),
                        arguments -> new AddressPrefetch()),
                new Plugin<>(Prefetcher.class, "continue", "pushes on from the page demanded last",
                        "qemu migration/ram.c", List.of(), arguments -> new ContinuePrefetch()),
                new Plugin<>(WorkingSetEstimator.class, "last-sync", "the pages that the last sync found", "",
                        List.of(), arguments -> new LastSyncEstimator()),
                new Plugin<>(DowntimePredictor.class, "bandwidth", "dirty bytes over the bandwidth of the last round",
                        "qemu migration/migration.c", List.of(), arguments -> new BandwidthPredictor()));
    }
}
