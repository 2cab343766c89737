package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.harness.Main;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording that is told to end in its middle. */
@Timeout(120)
class InterruptedTraceTest {

    private static final int SIGTERM = 15;

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNothingBehind() throws InterruptedException, IOException {
        final List<String> arguments = List.of("trace", "record", "-o", directory.resolve("a.trace").toString(), "-d",
                "1h", "-s", "guest.memory=8MiB");
        try (ChildProcess recording = ChildProcess.start("recording",
                JavaCommand.of(List.of("-Xmx128m"), Main.class, arguments), line -> {})) {
            while (names().isEmpty()) {
                Thread.sleep(5);
            }
            assertEquals(List.of(".a.trace." + recording.pid()), names());
            ProcessHandle.of(recording.pid()).orElseThrow().destroy();
            while (recording.exitCode().isEmpty()) {
                Thread.sleep(5);
            }
            assertEquals(128 + SIGTERM, recording.exitCode().getAsInt());
        }
        assertEquals(List.of(), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
