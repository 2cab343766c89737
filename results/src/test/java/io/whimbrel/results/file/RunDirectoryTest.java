package io.whimbrel.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.record.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void shouldHoldTheRecordTheSummaryAndTheHistograms() throws IOException {
        final RunDirectory directory = RunDirectory.create(parent.resolve("a/b"));
        directory.write(Samples.run());
        directory.write("Pre-copy, peek/skip", 2,
                List.of(new HistogramLog.Interval("before", 0, 1, new Histogram(2))));
        try (Stream<Path> files = Files.list(directory.path())) {
            assertEquals(List.of("pre-copy-peek-skip-2.hlog", "run.json", "summary.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(Samples.run(), RunDirectory.read(directory.path()));
        assertEquals(Samples.run(), RunDirectory.read(directory.path().resolve("run.json")));
    }

    @Test
    void shouldNotOverwriteAnEarlierRun() {
        RunDirectory.create(parent).write(Samples.run());
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> RunDirectory.create(parent));
        assertEquals(parent + " holds a run already; name another directory", e.getMessage());
    }

    @Test
    void shouldRefuseADirectoryThatIsAFile() throws IOException {
        final Path file = Files.createFile(parent.resolve("file"));
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> RunDirectory.create(file));
        assertTrue(e.getMessage().startsWith("cannot make the directory " + file), e::getMessage);
    }

    @Test
    void shouldNameTheFileThatIsNoRecord() throws IOException {
        final Path file = Files.writeString(parent.resolve("run.json"), "{}");
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> RunDirectory.read(parent));
        assertTrue(e.getMessage().startsWith(file + ": not a run record: "), e::getMessage);
    }
}
