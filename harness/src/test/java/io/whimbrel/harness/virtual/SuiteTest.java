package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.harness.cli.Cli;
import io.whimbrel.harness.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every figure and every decision of a suite of migrations is what it was. A change that is meant to change them commits
 * the new ones; how is said in the scenario.
 */
@Timeout(240)
class SuiteTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path directory;

    @Test
    void shouldDecideAsItAlwaysDid() throws IOException {
        final Path run = directory.resolve("run");
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Terminal terminal = new Terminal(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err),
                false, false);
        // Some of the migrations do not converge, and are to go on not doing so.
        assertEquals(4, Cli.execute(terminal, "run", "--virtual", "-q", "-o", run.toString(),
                ROOT.resolve("scenarios/suite.yaml").toString()), err.toString(StandardCharsets.UTF_8));
        final List<String> expected = Files.readAllLines(ROOT.resolve("results/baselines/suite.csv"));
        final List<String> actual = Files.readAllLines(run.resolve("summary.csv"));
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), "line " + (i + 1) + " of the suite; columns: "
                    + expected.getFirst());
        }
        assertEquals(expected.size(), actual.size());
    }
}
