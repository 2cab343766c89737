package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.MigrationStrategy;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.plugin.PluginReference;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.workloads.GuestSpec;
import io.whimbrel.workloads.WorkloadFactory;
import io.whimbrel.workloads.guest.Workload;
import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.trace.TraceWriter;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way to move a guest verifies for every built-in workload, below, at and above the link's rate. */
@Timeout(240)
class MatrixTest {

    private static final PluginCatalog CATALOG = PluginCatalog.load(MatrixTest.class.getClassLoader());
    private static final Path MATRIX = Path.of("").toAbsolutePath().getParent().resolve("scenarios/matrix.yaml");
    private static final String OF_A_TRACE = """
            guest: {memory: 2MiB, vcpus: 2}
            link: {bandwidth: 10MB/s}
            phases: {warm-up: 20ms, before: 20ms, after: 20ms}
            virtual: {link: constant(bandwidth=10MB/s), costs: cpu(idle-ns=100000)}
            matrix:
              guest.workload: ['trace(file=FILE, warp=0.5)', 'trace(file=FILE)', 'trace(file=FILE, warp=2)']
              migration.strategy: [cold, warm, stop-and-copy, precopy, postcopy, hybrid]
              migration.convergence: [fixed-rounds(3)]
            """;

    @TempDir
    private Path directory;

    private static void verify(final List<Variant> variants) {
        final VirtualMigrator migrator = new VirtualMigrator(CATALOG);
        final List<String> failures = new ArrayList<>();
        for (final Variant variant : variants) {
            final Pair pair = migrator.migrate(variant, (role, message) -> {});
            if (pair.source() == null || pair.source().migration().state() != SourceState.COMPLETED
                    || !pair.destination().verdict().verified()) {
                failures.add(variant.label() + ": " + pair);
            }
        }
        assertEquals(List.of(), failures);
        System.out.println("matrix: " + variants.size() + " migrations in virtual time verified");
    }

    @Test
    void shouldVerifyEveryWayWithEveryWorkloadAtEveryRate() {
        final List<Variant> variants = Scenario.of(ScenarioFile.read(MATRIX), CATALOG).variants();
        final Set<String> workloads = names(Workload.class);
        workloads.remove("trace");
        assertEquals(workloads, named(variants, variant -> variant.guest().spec().workload()));
        assertEquals(names(AccessPattern.class), named(variants.stream()
                .filter(variant -> variant.guest().spec().workload().equals("synthetic")
                        && !variant.guest().spec().writes().isEmpty())
                .toList(), variant -> variant.guest().spec().writes()));
        assertEquals(names(MigrationStrategy.class), named(variants, variant -> variant.migration().strategy()));
        verify(variants);
    }

    private static Set<String> names(final Class<?> kind) {
        return CATALOG.ofKind(kind).stream().map(Plugin::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(final List<Variant> variants, final Function<Variant, String> reference) {
        return variants.stream().map(reference).map(text -> PluginReference.parse(text).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldVerifyEveryWayWithATrace() throws IOException {
        final Path trace = directory.resolve("equal.trace");
        final PageGeometry geometry = new PageGeometry(2 << 20, 4096);
        final TraceRecorder recorder = new TraceRecorder(
                new WorkloadFactory(CATALOG).create(GuestSpec.parse("workload=synthetic;rate=2430/s"), geometry, 2),
                geometry, () -> 0);
        try (TraceWriter writer = new TraceWriter(trace, 4096, 2, "a guest that writes at the link's rate")) {
            recorder.recordFor(2_000_000_000L, writer);
            writer.complete(geometry.pages());
        }
        final Path scenario = Files.writeString(directory.resolve("trace.yaml"),
                OF_A_TRACE.replace("FILE", trace.toString()));
        verify(Scenario.of(ScenarioFile.read(scenario), CATALOG).variants());
    }
}
