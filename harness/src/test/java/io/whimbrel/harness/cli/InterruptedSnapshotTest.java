package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.Main;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of which the taking is told to end in its middle. */
@Timeout(120)
class InterruptedSnapshotTest {

    private static final int SIGTERM = 15;

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNothingBehind() throws InterruptedException {
        final Path run = directory.resolve("run");
        final List<String> arguments = List.of("snapshot", "-o", run.toString(), "--every", "1h", "-s",
                "guest.memory=8MiB");
        try (ChildProcess taking = ChildProcess.start("taking",
                JavaCommand.of(List.of("-Xmx128m"), Main.class, arguments), line -> {})) {
            while (!taking.lastComplaints().contains("starting the guest")) {
                Thread.sleep(5);
            }
            assertTrue(Files.isDirectory(run));
            ProcessHandle.of(taking.pid()).orElseThrow().destroy();
            while (taking.exitCode().isEmpty()) {
                Thread.sleep(5);
            }
            assertEquals(128 + SIGTERM, taking.exitCode().getAsInt());
        }
        assertTrue(Files.notExists(run));
    }
}
