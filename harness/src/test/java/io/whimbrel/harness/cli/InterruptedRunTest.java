package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.Main;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.RunRecord;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is told to end in the middle of its second migration. */
@Timeout(120)
class InterruptedRunTest {

    private static final int SIGTERM = 15;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepWhatWasMeasuredAndLeaveNothingElse(final boolean inProcess)
            throws InterruptedException, IOException {
        final List<String> arguments = new ArrayList<>(List.of("run", "-o", directory.toString(), "-r", "50", "-s",
                "migration.strategy=precopy", "-s", "migration.sync=peek-skip", "-s", "guest.memory=8MiB", "-s",
                "guest.rate=5k/s", "-s", "phases.rehearsal=0", "-s", "phases.warm-up=50ms", "-s",
                "phases.before=50ms", "-s", "phases.after=50ms"));
        if (inProcess) {
            arguments.add("--in-process");
        }
        final List<Path> scratch;
        try (ChildProcess run = ChildProcess.start("run", JavaCommand.of(List.of("-Xmx128m"), Main.class, arguments),
                line -> {})) {
            await(() -> Files.exists(directory.resolve(RunDirectory.RUN)));
            final ProcessHandle process = ProcessHandle.of(run.pid()).orElseThrow();
            await(() -> inProcess || process.children().findAny().isPresent());
            final List<ProcessHandle> ends = process.children().toList();
            // The run's own, and that of the migration under way.
            await(() -> scratchOf(run.pid()).size() > 1);
            scratch = scratchOf(run.pid());
            process.destroy();
            await(() -> run.exitCode().isPresent());
            assertEquals(128 + SIGTERM, run.exitCode().getAsInt());
            assertTrue(run.lastComplaints().stream().anyMatch(line -> line.startsWith("whimbrel: interrupted; ")),
                    run.lastComplaints()::toString);
            await(() -> ends.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertEquals(List.of(), scratch.stream().filter(Files::exists).toList());
        final RunRecord record = RunDirectory.read(directory);
        assertFalse(record.complete());
        assertTrue(record.variants().getFirst().repetitions().stream().allMatch(migration -> migration.good()),
                record::toString);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.filter(file -> file.getFileName().toString().startsWith(".")).toList());
        }
    }

    /** The directories whose locks a process holds. */
    private static List<Path> scratchOf(final long pid) {
        final List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (final Path file : open) {
                final Path directory = Files.readSymbolicLink(file).getParent();
                if (directory != null && directory.getFileName() != null
                        && directory.getFileName().toString().startsWith(ScratchDirectory.PREFIX)) {
                    directories.add(directory);
                }
            }
        } catch (final IOException | DirectoryIteratorException e) {
            // One that has just been closed.
            return List.of();
        }
        return directories;
    }

    private static void await(final BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
