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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that set virtual beside real time, each once and as briefly as can be; the figures mean nothing. */
@Timeout(180)
class ValidateCommandTest {

    private static final String SMALL = """
            guest: {memory: 8MiB, rate: 5k/s}
            migration: {convergence: fixed-rounds(2)}
            link: {bandwidth: 100MiB/s}
            phases: {rehearsal: 0, warm-up: 50ms, before: 50ms, after: 50ms}
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "validate -r 0        | whimbrel: --repeat 0: expected a number from 1 to 1000",
        "calibrate -r -1      | whimbrel: --repeat -1: expected a number from 1 to 1000",
        "validate -o DIR/it   | whimbrel: DIR/it is there already; name another file",
        "calibrate -o DIR/it  | whimbrel: DIR/it is there already; name another file",
        "profile -o DIR/it    | whimbrel: DIR/it is there already; name another file",
        "profile --output-sampled DIR/no/it | whimbrel: DIR/no/it: there is no directory DIR/no",
        "run --virtual -s virtual.link=varying | whimbrel: --set virtual.link=varying: virtual.link: varying: file is missing; name one as in varying(file=dips.txt)",
        "run --virtual -s migration.order=clairvoyant | whimbrel: --set migration.order=clairvoyant: migration.order: clairvoyant: file is missing; name one as in clairvoyant(file=my.trace, pause=10s)"})
    void shouldRefuseInOneLineBeforeAnythingIsMeasured(final String arguments, final String message)
            throws IOException {
        Files.writeString(directory.resolve("it"), "kept");
        assertEquals(2, execute(arguments.replace("DIR", directory.toString()).split(" +")));
        assertEquals(message.replace("DIR", directory.toString()) + "\n", err.toString(StandardCharsets.UTF_8));
        assertEquals("kept", Files.readString(directory.resolve("it")));
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
