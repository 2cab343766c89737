package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that set virtual beside real time, each once and as briefly as can be; the figures mean nothing. */
@Timeout(180)
class ValidateCommandTest {

    private static final String SMALL = """
            guest: {memory: 8MiB, rate: 5k/s}
            migration: {convergence: fixed-rounds(2)}
            link: {bandwidth: 100MiB/s}
            phases: {rehearsal: 100ms, warm-up: 50ms, before: 50ms, after: 50ms}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int execute(final String... arguments) {
        return Cli.execute(new Terminal(new PrintStream(out), new PrintStream(err), false, false), arguments);
    }

    @Test
    void shouldCalibrateAndTakeWhatItMeasuredForAScenario() throws IOException {
        final Path scenario = Files.writeString(directory.resolve("small.yaml"), SMALL);
        final Path measured = directory.resolve("virtual.yaml");
        assertEquals(0, execute("calibrate", scenario.toString(), "-r", "1", "-o", measured.toString()),
                err.toString(StandardCharsets.UTF_8));
        assertEquals(Files.readString(measured), out.toString(StandardCharsets.UTF_8));
        final Path both = Files.writeString(directory.resolve("both.yaml"), SMALL + Files.readString(measured));
        assertEquals(0, execute("run", "--virtual", "-q", both.toString(), "-o", directory.resolve("run").toString()),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldSetVirtualBesideRealTime() throws IOException {
        final Path scenario = Files.writeString(directory.resolve("small.yaml"), SMALL);
        final Path table = directory.resolve("table.md");
        final int exit = execute("validate", scenario.toString(), "--as-is", "-r", "1", "-o", table.toString());
        final String text = Files.readString(table);
        assertTrue(text.contains("| sent [MiB]") && text.contains("| rounds"), text);
        assertEquals(text.contains("NO") ? 4 : 0, exit, err.toString(StandardCharsets.UTF_8));
    }
}
