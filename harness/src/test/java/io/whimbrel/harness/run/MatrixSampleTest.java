package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.record.MigrationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A sample of {@code scenarios/matrix.yaml} in real time: each strategy, and each transport both in one process and
 * between two; workloads and rates go round.
 */
@Timeout(120)
class MatrixSampleTest {

    private static final List<String> STRATEGIES = List.of("cold", "warm", "stop-and-copy", "precopy", "postcopy",
            "hybrid");
    private static final List<String> TRANSPORTS = List.of("aeron-udp", "aeron-ipc", "tcp");
    private static final List<String> PROCESSES = List.of("two processes", "one process");
    private static final List<String> GUESTS = List.of("synthetic", "kv(mix=a)", "kv(mix=f)",
            "synthetic(read-share=0.5)",
            "kv(mix=d)");
    /** Half of the link's rate, the link's rate, and double. */
    private static final List<String> RATES = List.of("2430/s", "4860/s", "9720/s", "4860/s");

    static Stream<Arguments> sample() {
        final List<Arguments> sample = new ArrayList<>();
        for (int i = 0; i < STRATEGIES.size(); i++) {
            sample.add(Arguments.of(STRATEGIES.get(i), TRANSPORTS.get(i % TRANSPORTS.size()),
                    PROCESSES.get(i % PROCESSES.size()), GUESTS.get(i % GUESTS.size()), RATES.get(i % RATES.size())));
        }
        return sample.stream();
    }

    @ParameterizedTest(name = "{0} over {1} in {2}, {3} at {4}")
    @MethodSource("sample")
    void shouldVerify(final String strategy, final String transport, final String processes, final String workload,
            final String rate) {
        final Variant variant = Small.variant("migration.strategy=" + strategy, "link.transport=" + transport,
                "guest.workload=" + workload, "guest.rate=" + rate, "guest.memory=8MiB", "guest.vcpus=2",
                "link.bandwidth=20MB/s", "migration.convergence=fixed-rounds(3)", "phases.rehearsal=0ms",
                "phases.warm-up=20ms", "phases.before=50ms", "phases.after=50ms");
        final DriverPlaces drivers = new DriverPlaces(null);
        final Migrator migrator = processes.equals("one process")
                ? new OneProcess(Catalogs.BUILT_IN, drivers)
                : new TwoProcesses(new ChildSettings(Small.JAVA_FLAGS, List.of(), drivers));
        final Pair pair = migrator.migrate(variant, (role, message) -> {});
        final MigrationRecord record = new MigrationRecords(variant, pair).record();
        assertEquals(List.of(), pair.troubles());
        assertTrue(record.good(), record::toString);
    }
}
