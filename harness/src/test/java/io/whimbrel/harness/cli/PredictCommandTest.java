package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PredictCommandTest extends CommandLine {

    /** Of 1000 pages, all sampled and none zero, 500 are dirtied in each second until all are dirty. */
    private static final String STEADY = """
            pageSize: 4096
            pages: 1000
            sampledPages: 1000
            sampledZeroPages: 0
            periodsMs: [100, 1000]
            sampledDirtyPages: [50, 500]
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldPredictAProfileForEachBandwidthAndLimit() throws IOException {
        // A page costs 4100 B: the slower link takes 1 s for all of them and leaves 500, 250, 125; the faster one
        // takes 0.5 s and leaves 250, 62.5.
        assertEquals(0, predict(STEADY, "--bandwidth", "4100kB/s,8200kB/s", "--downtime", "300ms,unlimited",
                "--header-bytes", "4", "--format", "csv"), err());
        final List<String> rounds = out().lines().filter(line -> line.contains(",rounds,true,")).toList();
        assertEquals(List.of("4100000,300000000,rounds,true,1750000000,250000000,7175000,3,,0.0,,",
                "4100000,unlimited,rounds,true,1500000000,500000000,6150000,2,,0.0,,",
                "8200000,300000000,rounds,true,625000000,125000000,5125000,2,,0.0,,",
                "8200000,unlimited,rounds,true,625000000,125000000,5125000,2,,0.0,,"), rounds);
        assertEquals(1 + 4 * 4, out().lines().count());
    }

    @Test
    void shouldSayNeverAndWhatThrottleWouldHelp() throws IOException {
        assertEquals(0, predict(STEADY, "-b", "1025kB/s", "-d", "300ms", "--header-bytes", "4", "--format", "json"),
                err());
        final JsonNode forecast = JsonMapper.shared().readTree(out()).get(0);
        final JsonNode rounds = forecast.get("predictions").get(0);
        // All pages take 4 s, and all are dirty again after 2.
        assertEquals("rounds", rounds.get("model").asString());
        assertEquals(false, rounds.get("converges").asBoolean());
        assertTrue(rounds.get("totalTimeNs").isNull());
        assertEquals(4_000_000_000L, rounds.get("floorNs").asLong());
        // A page dirtied for each page sent is the least that does not end: half of 500 in a second, and a bit.
        assertEquals(0.5, forecast.get("throttle").asDouble(), 1e-3);
        assertTrue(forecast.get("postcopyStallNs").isNull());
    }

    @Test
    void shouldPrintATableWithNotes() throws IOException {
        assertEquals(0, predict(STEADY, "-b", "1025kB/s", "-d", "300ms", "--header-bytes", "4"), err());
        assertTrue(out().startsWith("bandwidth    limit "), out());
        assertTrue(out().contains("  rounds*      never "), out());
        assertTrue(out().contains("> 4 s"), out());
        assertTrue(out().contains("* rounds at 1001 KiB/s: extrapolated: dirtying is known for 1.00 s, a pass takes "
                + "4.00 s\n"), out());
    }

    @Test
    void shouldChargeWhatTheWireNeedsUnlessToldOtherwise() throws IOException {
        assertEquals(0, predict(STEADY.replace("[50, 500]", "[0, 0]"), "-b", "1MB/s", "--format", "json"), err());
        final JsonNode forecast = JsonMapper.shared().readTree(out()).get(0);
        assertEquals(Math.round(1_000 * (4_096 + 16 + 48 / 15.0)),
                forecast.get("predictions").get(0).get("bytes").asLong());
    }

    @Test
    void shouldPredictAScenarioFromWhatItsGuestDoes() throws IOException {
        final String scenario = """
                guest: {workload: synthetic, memory: 4MiB, locality: uniform, rate: 1000/s}
                link: {bandwidth: 4096kB/s}
                phases: {warm-up: 100ms}
                matrix: {migration.sync: [round-snapshot, peek-skip]}
                """;
        assertEquals(0, predict(scenario, "-d", "unlimited", "--header-bytes", "0", "--format", "json"), err());
        final JsonNode forecast = JsonMapper.shared().readTree(out()).get(0);
        // 1024 pages take 1.024 s at 1000 pages/s, in which each is written once on average: 1 - 1/e of them are dirty.
        assertEquals(4_096_000, forecast.get("bytesPerSecond").asLong());
        assertEquals(1.024 * (1 - Math.exp(-1)),
                forecast.get("predictions").get(0).get("downtimeNs").asLong() / 1e9, 0.02);
        // Post-copy pushes 1000 pages a second, and the first accesses come no faster.
        assertTrue(forecast.get("postcopyStallNs").asLong() < 5_000_000, out());
    }

    @Test
    void shouldPredictATraceAsTheScenarioThatItWasRecordedOf() throws IOException {
        final String scenario = "guest: {memory: 4MiB, rate: 2k/s}\nphases: {warm-up: 0}\n";
        assertEquals(0, predict(scenario, "-b", "4MiB/s", "-d", "unlimited", "--format", "json"), err());
        final JsonNode ofScenario = JsonMapper.shared().readTree(out()).get(0);
        final Path trace = directory.resolve("kv.trace");
        assertEquals(0, execute("trace", "record", directory.resolve("input.yaml").toString(), "-d", "3s", "-o",
                trace.toString()), err());
        out.reset();
        assertEquals(0, execute("predict", trace.toString(), "-b", "4MiB/s", "-d", "unlimited", "--format", "json"),
                err());
        final JsonNode ofTrace = JsonMapper.shared().readTree(out()).get(0);
        assertEquals(ofScenario.get("postcopyStallNs").asLong(), ofTrace.get("postcopyStallNs").asLong());
        final double downtimeNs = ofScenario.get("predictions").get(0).get("downtimeNs").asDouble();
        assertEquals(1, ofTrace.get("predictions").get(0).get("downtimeNs").asLong() / downtimeNs, 0.02);
    }

    @Test
    void shouldSayWhereATraceIsTorn() throws IOException {
        final Path trace = directory.resolve("torn.trace");
        Files.writeString(trace, "WHIMTRAC");
        assertEquals(2, execute("predict", trace.toString()));
        assertTrue(err().startsWith("whimbrel: " + trace + ": byte "), err());
        assertEquals(1, err().lines().count(), err());
    }

    @Test
    void shouldRefuseAScenarioOfSeveralGuestsUntilOneIsChosen() throws IOException {
        final String scenario = "guest: {memory: 4MiB}\nmatrix: {guest.rate: [1k/s, 2k/s]}\n";
        assertEquals(2, predict(scenario));
        assertTrue(err().endsWith("one guest is predicted at a time, and the matrix has several; set its keys of "
                + "'guest' with --set\n"), err());
        assertEquals(0, predict(scenario, "-s", "guest.rate=1k/s"), err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--bandwidth=5            | --bandwidth 5: '5' is not a bandwidth such as 200MiB/s, 1Gbit/s or unlimited",
        "--bandwidth=unlimited    | --bandwidth unlimited: expected one that is more than 0 and limited",
        "--bandwidth=1Gbit/s,0B/s | --bandwidth 0B/s: expected one that is more than 0 and limited",
        "--downtime=3             | --downtime 3: '3' is not a duration such as 300ms; units are h, min, ms, ns, s, us; or unlimited",
        "--header-bytes=-1        | --header-bytes -1.0: expected a number from 0",
        "--format=xml             | --format xml: expected table, csv or json",
        "--set=guest.vcpus=2      | --set guest.vcpus=2: FILE is a profile, and only a scenario has keys to be set"})
    void shouldRefuseWhatItCannotUse(final String option, final String message) throws IOException {
        assertEquals(2, predict(STEADY, option));
        assertEquals("whimbrel: " + message.replace("FILE", directory.resolve("input.yaml").toString()) + "\n", err());
        assertEquals("", out());
    }

    @Test
    void shouldNameTheFileThatIsNotThere() {
        final Path file = directory.resolve("none.yaml");
        assertEquals(2, execute("predict", file.toString()));
        assertEquals("whimbrel: " + file + ": there is no such file\n", err());
    }

    private int predict(final String input, final String... options) throws IOException {
        final Path file = directory.resolve("input.yaml");
        Files.writeString(file, input);
        final List<String> arguments = new ArrayList<>(List.of("predict", file.toString()));
        arguments.addAll(List.of(options));
        return execute(arguments.toArray(String[]::new));
    }
}
