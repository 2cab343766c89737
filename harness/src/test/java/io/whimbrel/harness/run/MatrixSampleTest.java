package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.record.MigrationRecord;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sample of {@code scenarios/matrix.yaml} in real time: each strategy, and each transport both in one process and
 * between two. The link carries 4,860 pages a second, and the guest writes half as many, as many or twice as many.
 */
@Timeout(120)
class MatrixSampleTest {

    @ParameterizedTest(name = "{0} over {1} in {2}, {3} at {4}, of which {5} write")
    @CsvSource({
        "cold,          aeron-udp, two processes, synthetic,                 9720/s,  all",
        "warm,          aeron-ipc, one process,   kv(mix=a),                 9720/s,  half",
        "stop-and-copy, tcp,       two processes, kv(mix=f),                 19440/s, half",
        "precopy,       aeron-udp, one process,   synthetic(read-share=0.5), 19440/s, half",
        "postcopy,      aeron-ipc, two processes, synthetic,                 9720/s,  all",
        "postcopy,      tcp,       one process,   kv(mix=d),                 97200/s, one in twenty",
        "hybrid,        tcp,       one process,   synthetic(read-share=0.5), 4860/s,  half",
        "hybrid,        aeron-udp, two processes, kv(mix=a),                 19440/s, half"})
    void shouldVerify(final String strategy, final String transport, final String processes, final String workload,
            final String rate, final String writers) {
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
