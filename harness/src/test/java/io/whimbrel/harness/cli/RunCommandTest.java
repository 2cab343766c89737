package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.environment.Machine;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RunCommandTest extends CommandLine {

    private static final List<String> SMALL = List.of("-s", "guest.memory=8MiB", "-s", "guest.rate=5k/s", "-s",
            "phases.rehearsal=100ms", "-s", "phases.warm-up=50ms", "-s", "phases.before=50ms", "-s",
            "phases.after=50ms", "-s",
            "migration.sync=peek-skip", "-s", "matrix.migration.strategy=[stop-and-copy, precopy, postcopy, hybrid]",
            "--in-process");

    @TempDir
    private Path directory;

    @Test
    void shouldRunAMatrixPrintItsTableAndKeepItsRecord() throws IOException {
        assertEquals(0, run("-o", directory.resolve("run").toString()), err());
        for (final String strategy : List.of("stop-and-copy", "precopy", "postcopy", "hybrid")) {
            assertTrue(out().lines().anyMatch(line -> line.matches(strategy + " .* yes")), out());
        }
        assertTrue(out().endsWith("wrote " + directory.resolve("run") + "\n"), out());
        assertTrue(err().matches("(?s)\\[1/4] stop-and-copy: verified, downtime .*\n\\[2/4] precopy: verified, .*\n"
                + "\\[3/4] postcopy: verified, .*\n\\[4/4] hybrid: verified, .*"),
                err());
        final RunRecord run = RunDirectory.read(directory.resolve("run"));
        assertTrue(run.complete());
        assertEquals(4, run.variants().size());
        assertEquals(Machine.local().processorTime() != null,
                run.variants().getFirst().repetitions().getFirst().stolenCpuNs() != null);
        assertEquals(5, Files.readAllLines(directory.resolve("run").resolve("summary.csv")).size());
        assertTrue(Files.exists(directory.resolve("run").resolve("stop-and-copy-1.hlog")));
    }

    @Test
    void shouldPrintNothingButJsonWhenAskedTo() {
        assertEquals(0, run("-o", directory.resolve("run").toString(), "--json", "-s",
                "matrix.migration.strategy=[precopy]"), err());
        assertEquals(RunDirectory.read(directory.resolve("run")),
                io.whimbrel.results.record.RunJson.parse(out()));
    }

    @Test
    void shouldRefuseAMediaDriverThatWouldNotBeUsed() {
        final Path output = directory.resolve("run");
        assertEquals(2, run("-o", output.toString(), "-s", "link.transport=tcp", "--aeron-dir",
                directory.toString()));
        assertEquals("whimbrel: --aeron-dir: tcp uses no media driver; leave the option out, or choose a transport over"
                + " Aeron\n", err());
        assertFalse(Files.exists(output));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send --to 127.0.0.1:9", "receive"})
    void shouldRefuseAMediaDriverThatAnEndWouldNotUse(final String command) {
        final List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("-s", "link.transport=tcp", "--aeron-dir", directory.toString()));
        assertEquals(2, execute(arguments.toArray(String[]::new)));
        assertTrue(err().startsWith("whimbrel: --aeron-dir: tcp uses no media driver"), err());
        assertEquals(1, err().lines().count(), err());
    }

    @Test
    void shouldRefuseADirectoryWithAnEarlierRunBeforeAnythingStarts() throws IOException {
        Files.writeString(directory.resolve("run.json"), "{}");
        assertEquals(2, run("-o", directory.toString()));
        assertEquals("whimbrel: " + directory + " holds a run already; name another directory\n", err());
        assertEquals("", out());
    }

    @Test
    void shouldLeaveNothingBehindWhenAnEndRefuses() {
        final Path output = directory.resolve("run");
        assertEquals(2, run("-o", output.toString(), "-s", "link.transport=aeron-udp(mtu=1408B)", "-s",
                "link.split-pages=no"));
        assertTrue(err().contains("link.split-pages: "), err());
        assertEquals(1, err().lines().count(), err());
        assertFalse(Files.exists(output));
    }

    @Test
    void shouldSayThatAMigrationThatNeverEndsWasGivenUp() {
        assertEquals(4, run("-o", directory.resolve("run").toString(), "-s", "link.bandwidth=1MiB/s", "-s",
                "migration.timeout=300ms", "-s", "matrix.migration.strategy=[precopy]"), err());
        assertTrue(out().contains("repetition 1: not-converged: "), out());
        assertTrue(RunDirectory.read(directory.resolve("run")).variants().getFirst().repetitions().getFirst()
                .verified(), "the guest stayed at the source, unharmed");
    }

    @Test
    void shouldPrintTheEffectiveConfigurationAndRunNothing() {
        assertEquals(0, run("--dry-run", "-o", directory.resolve("run").toString()));
        assertTrue(out().contains("  memory: 8MiB\n"), out());
        assertFalse(Files.exists(directory.resolve("run")));
    }

    private int run(final String... further) {
        final List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(further));
        return execute(arguments.toArray(String[]::new));
    }
}
