package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ScoreModelsCommandTest extends CommandLine {

    @TempDir
    private Path directory;

    @Test
    void shouldGiveTheSameFiguresForTheSameSeedAndOthersForAnother() {
        assertEquals(0, score("-n", "2", "--seed", "5"), err());
        final String first = out();
        assertTrue(first.startsWith("2 random workloads in virtual time, seed 5; "), first);
        out.reset();
        assertEquals(0, score("-n", "2", "--seed", "5"), err());
        assertEquals(first, out());
        out.reset();
        assertEquals(0, score("-n", "2", "--seed", "6"), err());
        assertNotEquals(first.lines().skip(1).toList(), out().lines().skip(1).toList());
    }

    @Test
    void shouldScoreEveryModelOnEveryWorkload() {
        assertEquals(0, score("-n", "6", "--json"), err());
        final JsonNode report = JsonMapper.shared().readTree(out()).get(0);
        assertEquals("virtual", report.get("time").asString());
        assertEquals(6, report.get("migrations").size());
        assertEquals(5, report.get("models").size());
        for (final JsonNode model : report.get("models")) {
            int total = 0;
            for (final String cell : List.of("truePositives", "falsePositives", "falseNegatives", "trueNegatives")) {
                total += model.get("overall").get("converging").get(cell).asInt();
            }
            assertEquals(6, total, model.toString());
        }
        final Set<Boolean> ends = new TreeSet<>();
        for (final JsonNode migration : report.get("migrations")) {
            ends.add(migration.get("measured").get("converged").asBoolean());
            assertTrue(migration.get("rho").asDouble() >= 0.05 && migration.get("rho").asDouble() <= 5);
        }
        assertEquals(Set.of(false, true), ends, "some converge, and some do not");
    }

    @Test
    void shouldWriteTheDistributionOfTheErrorsToANewFile() throws IOException {
        final Path csv = directory.resolve("errors.csv");
        assertEquals(0, score("-n", "2", "-o", csv.toString()), err());
        final List<String> lines = Files.readAllLines(csv);
        assertEquals("model,migrations,quantity,quantile,relativeError", lines.getFirst());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("rounds,all,total time,1.0,")), lines.toString());
        assertTrue(out().endsWith("\nwrote " + csv + "\n"), out());
        assertEquals(2, score("-n", "2", "-o", csv.toString()));
        assertEquals("whimbrel: " + csv + " is there already; name another file\n", err());
    }

    @Test
    void shouldRunSomeInRealTimeToo() {
        assertEquals(0, score("-n", "1", "--real", "1", "--json"), err());
        final JsonNode reports = JsonMapper.shared().readTree(out());
        assertEquals(2, reports.size());
        assertEquals("real", reports.get(1).get("time").asString());
        final JsonNode migration = reports.get(1).get("migrations").get(0);
        assertEquals(4_096, migration.get("pages").asInt());
        assertEquals(5, migration.get("predictions").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--workloads=0  | whimbrel: --workloads 0: expected a number from 1 to 100000",
        "--real=-1      | whimbrel: --real -1: expected a number from 0 to 100000",
        "--seed=x       | whimbrel score-models: Invalid value for option '--seed': 'x' is not a long (see whimbrel score-models --help)"})
    void shouldRefuseWhatItCannotUse(final String option, final String message) {
        assertEquals(2, score(option));
        assertEquals(message + "\n", err());
        assertEquals("", out());
    }

    private int score(final String... options) {
        final String[] arguments = new String[options.length + 1];
        arguments[0] = "score-models";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return execute(arguments);
    }
}
