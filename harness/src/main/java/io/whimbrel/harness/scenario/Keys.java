package io.whimbrel.harness.scenario;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.DirtySync;
import io.whimbrel.engine.policy.DowntimePredictor;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.RatePolicy;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.policy.Throttle;
import io.whimbrel.engine.policy.WorkingSetEstimator;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.transports.Transport;
import io.whimbrel.transports.modelled.LinkModel;
import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.guest.Workload;
import io.whimbrel.workloads.pattern.AccessPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every key that a scenario may hold, in the order in which it is printed. */
public final class Keys {

    static final String NAME = "name";
    static final String REPEAT = "repeat";
    static final String WORKLOAD = "guest.workload";
    static final String MEMORY = "guest.memory";
    static final String PAGE_SIZE = "guest.page-size";
    static final String VCPUS = "guest.vcpus";
    static final String RATE = "guest.rate";
    static final String LOCALITY = "guest.locality";
    static final String READS = "guest.reads";
    static final String WRITES = "guest.writes";
    static final String ARRIVAL = "guest.arrival";
    static final String CONTENT = "guest.content";
    static final String SEED = "guest.seed";
    static final String TRACKER = "guest.tracker";
    static final String STRATEGY = "migration.strategy";
    static final String SYNC = "migration.sync";
    static final String ORDER = "migration.order";
    static final String ENCODING = "migration.encoding";
    static final String CONVERGENCE = "migration.convergence";
    static final String THROTTLE = "migration.throttle";
    static final String SEND_RATE = "migration.rate";
    static final String WORKING_SET = "migration.working-set";
    static final String PREDICTOR = "migration.predictor";
    static final String PREFETCH = "migration.prefetch";
    static final String TIMEOUT = "migration.timeout";
    static final String TRANSPORT = "link.transport";
    static final String BANDWIDTH = "link.bandwidth";
    static final String SPLIT_PAGES = "link.split-pages";
    static final String VIRTUAL_LINK = "virtual.link";
    static final String VIRTUAL_COSTS = "virtual.costs";
    static final String REHEARSAL = "phases.rehearsal";
    static final String WARM_UP = "phases.warm-up";
    static final String BEFORE = "phases.before";
    static final String AFTER = "phases.after";

    /** The word for a pattern that is left to the workload. */
    static final String WORKLOADS_OWN = "workload";
    /** The word for a pattern that is the same for reads and writes. */
    static final String SAME = "locality";

    private static final double HOUR_NS = 3.6e12;
    private static final double TIB = 1L << 40;

    /** The keys. */
    public static final List<Key> ALL = List.of(
            text(NAME, "whimbrel", "what the run is called"),
            number(REPEAT, Type.INTEGER, "1", 1, 1_000_000, "how often each point of the matrix is run"),
            plugin(WORKLOAD, Workload.class, "kv(mix=a)", "what the guest runs"),
            number(MEMORY, Type.BYTES, "256MiB", PageGeometry.MIN_PAGE_BYTES, 64 * TIB, "the guest's memory"),
            number(PAGE_SIZE, Type.BYTES, "4KiB", PageGeometry.MIN_PAGE_BYTES, PageGeometry.MAX_PAGE_BYTES,
                    "a power of two"),
            number(VCPUS, Type.INTEGER, "1", 1, 1024, "virtual CPUs, a thread each"),
            number(RATE, Type.RATE, "50k/s", 1, 1e9, "operations that are meant to start, over all virtual CPUs"),
            plugin(LOCALITY, AccessPattern.class, WORKLOADS_OWN, WORKLOADS_OWN,
                    "where reads and writes go; 'workload' leaves it to the workload"),
            plugin(READS, AccessPattern.class, SAME, SAME, "where reads go; 'locality' for guest.locality"),
            plugin(WRITES, AccessPattern.class, SAME, SAME, "where writes go; 'locality' for guest.locality"),
            plugin(ARRIVAL, ArrivalProcess.class, "constant", "when operations are meant to start"),
            plugin(CONTENT, ContentModel.class, "text", "what writes leave behind"),
            number(SEED, Type.INTEGER, "1", Long.MIN_VALUE, Long.MAX_VALUE, "of everything random in the guest"),
            plugin(TRACKER, TrackerFactory.class, "epoch", "how written pages are known"),
            plugin(STRATEGY, MigrationStrategy.class, "precopy", "what is done while the guest still runs"),
            plugin(SYNC, DirtySync.class, "round-snapshot", "when dirty bits are read"),
            plugin(ORDER, SendOrder.class, "address", "which page is sent next"),
            plugin(ENCODING, PageEncoding.class, "zero-elide", "how a page is put on the wire"),
            plugin(CONVERGENCE, Convergence.class, "downtime-limit(300ms)", "when the rounds end"),
            plugin(THROTTLE, Throttle.class, "none", "how much the guest is slowed"),
            plugin(SEND_RATE, RatePolicy.class, "fixed", "how fast pages may be sent, within link.bandwidth"),
            plugin(WORKING_SET, WorkingSetEstimator.class, "last-sync", "how the working set is estimated"),
            plugin(PREDICTOR, DowntimePredictor.class, "bandwidth", "how the downtime is predicted"),
            plugin(PREFETCH, Prefetcher.class, "continue", "which absent page is pushed next, in post-copy"),
            number(TIMEOUT, Type.DURATION, "60s", 1, 24 * HOUR_NS, "a migration that takes longer is given up"),
            plugin(TRANSPORT, Transport.class, "aeron-udp", "what carries the migration"),
            number(BANDWIDTH, Type.BANDWIDTH, "unlimited", 1, Long.MAX_VALUE,
                    "cap on what is sent, headers and the pause included"),
            choice(SPLIT_PAGES, "whether a page may be cut in pieces that fit the transport's frames", "yes", "no"),
            plugin(VIRTUAL_LINK, LinkModel.class, "constant", "with --virtual: what the link is like"),
            plugin(VIRTUAL_COSTS, CpuCosts.class, "cpu", "with --virtual: what processors take for their work"),
            number(REHEARSAL, Type.DURATION, "10s", 0, HOUR_NS,
                    "in real time each end migrates small guests until its JVM has compiled the code; at most so long"),
            number(WARM_UP, Type.DURATION, "2s", 0, HOUR_NS, "the guest runs unmeasured"),
            number(BEFORE, Type.DURATION, "2s", 0, HOUR_NS, "the guest is measured before the migration"),
            number(AFTER, Type.DURATION, "2s", 0, HOUR_NS, "the guest is measured after it"));

    private Keys() {}

    /**
     * Finds a key.
     *
     * @param path its path
     * @return the key, if there is one
     */
    public static Optional<Key> find(final String path) {
        return ALL.stream().filter(key -> key.path().equals(path)).findFirst();
    }

    static boolean isSection(final String path) {
        return ALL.stream().anyMatch(key -> key.path().startsWith(path + "."));
    }

    /** Whether a matrix may hold it: everything that is a matter of one migration. */
    static boolean canVary(final Key key) {
        return key.path().contains(".");
    }

    /** The paths of the keys and sections directly in a section; the empty path is the scenario itself. */
    static Set<String> namesIn(final String section) {
        final String prefix = section.isEmpty() ? "" : section + ".";
        final Set<String> names = ALL.stream().map(Key::path).filter(path -> path.startsWith(prefix))
                .map(path -> prefix + path.substring(prefix.length()).replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        if (section.isEmpty()) {
            names.add("matrix");
        }
        return names;
    }

    private static Key number(final String path, final Type type, final String value, final double min,
            final double max, final String help) {
        return new Key(Parameter.of(path, type, value, min, max, help), null, null);
    }

    private static Key text(final String path, final String value, final String help) {
        return new Key(Parameter.of(path, Type.TEXT, value, 0, 0, help), null, null);
    }

    private static Key choice(final String path, final String help, final String... words) {
        return new Key(Parameter.choice(path, help, words), null, null);
    }

    private static Key plugin(final String path, final Class<?> kind, final String value, final String help) {
        return plugin(path, kind, null, value, help);
    }

    private static Key plugin(final String path, final Class<?> kind, final String word, final String value,
            final String help) {
        return new Key(Parameter.of(path, Type.TEXT, value, 0, 0, help), kind, word);
    }
}
