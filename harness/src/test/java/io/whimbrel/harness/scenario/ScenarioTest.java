package io.whimbrel.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.workloads.trace.TraceWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

    @Test
    void shouldHaveADefaultForEveryKey() {
        final Variant only = scenario("").variants().getFirst();
        assertEquals(256L << 20, only.guest().geometry().memoryBytes());
        assertEquals(4096, only.guest().geometry().pageBytes());
        assertEquals("kv(mix=a)", only.guest().spec().workload());
        assertEquals(50_000, only.guest().spec().ratePerSecond());
        assertEquals("downtime-limit(300ms)", only.migration().convergence());
        assertEquals(60_000_000_000L, only.migration().timeoutNs());
        assertEquals(Long.MAX_VALUE, only.link().bandwidthBytesPerSecond());
        assertTrue(only.link().splitPages());
        assertEquals("precopy", only.label());
    }

    @Test
    void shouldReadTheFormOfTheManual() {
        final Variant only = scenario("""
                guest:
                  workload: kv(mix=a)          # a comment
                  memory: 64MiB
                  page-size: 64KiB
                  vcpus: 2
                  rate: 1_000/s
                  locality: zipf(skew=0.99)
                  reads: uniform
                migration: {strategy: stop-and-copy, sync: peek-skip, convergence: fixed-rounds(7)}
                link: {transport: aeron-udp, bandwidth: 200MiB/s, split-pages: no}
                phases: {rehearsal: 200ms, warm-up: 0, before: 100ms, after: 1s}
                repeat: 5
                """).variants().getFirst();
        assertEquals(1024, only.guest().geometry().pages());
        assertEquals("uniform", only.guest().spec().reads());
        assertEquals("zipf(skew=0.99)", only.guest().spec().writes());
        assertEquals("fixed-rounds(7)", only.migration().convergence());
        assertEquals(200L << 20, only.link().bandwidthBytesPerSecond());
        assertTrue(!only.link().splitPages());
        assertEquals(new PhaseSettings(200_000_000, 0, 100_000_000, 1_000_000_000), only.phases());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "gest: {}                       | s.yaml:1: unknown key 'gest'; did you mean 'guest'?",
        "guest:\\n  memroy: 1MiB        | s.yaml:2: unknown key 'guest.memroy'; did you mean 'guest.memory'?",
        "guest:\\n  memory: 256         | s.yaml:2: guest.memory: '256' is not a length such as 256MiB; units are B, "
                + "GB, GiB, KiB, MB, MiB, TiB, kB",
        "guest:\\n  memory: 256 MB/s    | s.yaml:2: guest.memory: '256 MB/s' is not a length such as 256MiB; units are "
                + "B, GB, GiB, KiB, MB, MiB, TiB, kB",
        "guest: {memory: 1KiB}          | s.yaml:1: guest.memory: 1KiB is out of bounds, allowed is 4 KiB to 64 TiB",
        "guest: {rate: 0/s}             | s.yaml:1: guest.rate: 0/s is out of bounds, allowed is 1/s to 1000000000/s",
        "guest: {vcpus: two}            | s.yaml:1: guest.vcpus: 'two' is not a whole number",
        "guest: {memory: 60TiB}         | s.yaml:1: guest.memory: 60 TiB is more than the",
        "guest: {memory: 4KiB, page-size: 2MiB} | s.yaml:1: guest.page-size: a page of 2 MiB is larger than the guest's "
                + "memory of 4 KiB",
        "guest: {page-size: 5000B}      | s.yaml:1: guest.page-size: page size 5000 B is not a power of two",
        "guest: {memory: 1MiB}\\nguest: {vcpus: 1} | s.yaml:2: 'guest' is given twice",
        "guest: [1]                     | s.yaml:1: 'guest' holds keys with values, as in 'key: value'",
        "guest: {memory: [1MiB, 2MiB]}  | s.yaml:1: guest.memory takes one value; several go into the matrix",
        "guest: {memory: }              | s.yaml:1: guest.memory has no value",
        "guest: {memory: 1MiB           | s.yaml:1: not YAML:",
        "migration: {order: adress}     | s.yaml:1: migration.order: no send order is called 'adress'; did you mean "
                + "'address'?",
        "migration: {convergence: downtime-limit(300)} | s.yaml:1: migration.convergence: downtime-limit: limit: '300' "
                + "is not a duration such as 300ms; units are h, min, ms, ns, s, us",
        "migration: {convergence: downtime-limit(limt=1s)} | s.yaml:1: migration.convergence: downtime-limit has no "
                + "parameter 'limt'; did you mean 'limit'?",
        "link: {split-pages: maybe}     | s.yaml:1: link.split-pages: 'maybe' is not one of yes, no",
        "repeat: 0                      | s.yaml:1: repeat: 0 is out of bounds, allowed is 1 to 1000000",
        "matrix: {guest.memory: []}     | s.yaml:1: matrix.guest.memory has no values",
        "matrix: {guest.memroy: [1MiB]} | s.yaml:1: unknown key 'guest.memroy'; did you mean 'guest.memory'?",
        "matrix: {repeat: [1, 2]}       | s.yaml:1: unknown key 'repeat'",
        "matrix: {guest.memory: [1MiB, 2]} | s.yaml:1: guest.memory: '2' is not a length"})
    void shouldSayInOneLineWhereWhatAndWhatWouldBeRight(final String yaml, final String message) {
        final UnusableInputException e = assertThrows(UnusableInputException.class,
                () -> scenario(yaml.replace("\\n", "\n")));
        assertTrue(e.getMessage().startsWith(message), e::getMessage);
        assertEquals(1, e.getMessage().lines().count(), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "=1", "guest.memory=", "guest.memroy=1MiB", "matrix.guest.memroy=[1MiB]"})
    void shouldNameTheOptionThatCannotBeUsed(final String assignment) {
        final UnusableInputException e = assertThrows(UnusableInputException.class,
                () -> DraftReader.read("s.yaml", "").set(assignment));
        assertTrue(e.getMessage().startsWith("--set " + assignment + ": "), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"migration.prefetch=recorded", "migration.prefetch=clairvoyant",
        "migration.order=clairvoyant"})
    void shouldRefuseWhatIsForAnotherGuest(final String assignment, @TempDir final Path directory) {
        final Path trace = directory.resolve("my.trace");
        try (TraceWriter writer = new TraceWriter(trace, 4096, 1, "what ran")) {
            writer.access(0, 0, 7, false, 0);
            writer.complete(16);
        }
        final String set = assignment + "(file=" + trace + ")";
        final Draft draft = ScenarioFile.builtIn().set("guest.memory=16MiB").set(set);
        final String message = assertThrows(UnusableInputException.class, () -> Scenario.of(draft, Catalogs.BUILT_IN))
                .getMessage();
        assertEquals("--set " + set + ": " + assignment.replaceAll("=.*", "")
                + ": the trace is of a guest of 16 pages, and this one has 4096", message);
        final Draft ofItsSize = draft.set("guest.memory=64KiB").set("guest.workload=synthetic");
        assertTrue(Scenario.of(ofItsSize, Catalogs.BUILT_IN).variants().size() > 0);
    }

    @Test
    void shouldMultiplyTheAxesOfAMatrix() {
        final Scenario scenario = scenario("""
                matrix:
                  migration.sync: [round-snapshot, peek-skip]
                  guest.vcpus: [1, 2]
                  link.bandwidth: [1GiB/s]
                """);
        assertEquals(List.of("round-snapshot vcpus=1", "round-snapshot vcpus=2", "peek-skip vcpus=1",
                "peek-skip vcpus=2"), labels(scenario));
        assertEquals(1L << 30, scenario.variants().get(3).link().bandwidthBytesPerSecond());
        assertEquals(2, scenario.variants().get(3).guest().vcpus());
    }

    @Test
    void shouldRunTheProductsOfAMatrixOneAfterTheOtherAndNothingTwice() {
        assertEquals(List.of("stop-and-copy", "precopy", "precopy peek-skip"), labels(scenario("""
                matrix:
                  - migration.strategy: [stop-and-copy, precopy]
                  - migration.strategy: [precopy]
                    migration.sync: [round-snapshot, peek-skip]
                """)));
    }

    @Test
    void shouldTakeAKeyThatIsSetLaterOutOfTheMatrix() {
        final Draft builtIn = ScenarioFile.builtIn();
        assertEquals(List.of("stop-and-copy", "precopy round-snapshot", "precopy clear-at-send", "precopy peek-skip",
                "postcopy", "hybrid"), labels(Scenario.of(builtIn, Catalogs.BUILT_IN)));
        assertEquals(List.of("round-snapshot", "clear-at-send", "peek-skip"), labels(Scenario.of(
                builtIn.set("migration.strategy=precopy"), Catalogs.BUILT_IN)).stream()
                .map(label -> label.equals("precopy") ? "round-snapshot" : label).toList());
    }

    @Test
    void shouldNumberNoLabelOfAPointThatTwoProductsShare() {
        assertEquals(List.of("stop-and-copy", "precopy"), labels(Scenario.of(ScenarioFile.builtIn()
                .set("migration.sync=peek-skip").set("matrix.migration.strategy=[stop-and-copy, precopy]"),
                Catalogs.BUILT_IN)));
    }

    @Test
    void shouldSetAnAxisFromTheCommandLine() {
        final Draft draft = DraftReader.read("s.yaml", "").set("matrix.guest.rate=[1k/s, 2k/s]").set("guest.seed=7");
        final Scenario scenario = Scenario.of(draft, Catalogs.BUILT_IN);
        assertEquals(List.of("rate=1k/s", "rate=2k/s"), labels(scenario));
        assertEquals(7, scenario.variants().getFirst().guest().spec().seed());
    }

    @Test
    void shouldPrintAnEffectiveConfigurationThatReadsBackAsTheSame() {
        final Scenario scenario = Scenario.of(ScenarioFile.builtIn().set("matrix.guest.vcpus=[1, 2]").set("repeat=3"),
                Catalogs.BUILT_IN);
        final String printed = ScenarioYaml.print(scenario);
        final Scenario again = scenario(printed);
        assertEquals(printed, ScenarioYaml.print(again));
        assertEquals(scenario.variants(), again.variants());
        assertEquals(3, again.repeat());
        assertTrue(printed.contains("\n  memory: 256MiB\n"), printed);
    }

    @Test
    void shouldPrintAVariantFromWhichAnotherProcessBuildsTheSame() {
        final Variant variant = Scenario.of(ScenarioFile.builtIn(), Catalogs.BUILT_IN).variants().getLast();
        final Variant again = scenario(ScenarioYaml.print(variant)).variants().getFirst();
        assertEquals(variant.texts(), again.texts());
        assertEquals(variant.migration(), again.migration());
    }

    private static List<String> labels(final Scenario scenario) {
        return scenario.variants().stream().map(Variant::label).toList();
    }

    private static Scenario scenario(final String yaml) {
        return Scenario.of(DraftReader.read("s.yaml", yaml), Catalogs.BUILT_IN);
    }
}
