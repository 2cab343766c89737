package io.whimbrel.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.record.RunRecord;
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
    void shouldHoldALineForEachSnapshot() throws IOException {
        final RunRecord run = Samples.run(List.of(), Samples.snapshots());
        final RunDirectory directory = RunDirectory.create(parent);
        directory.write(run);
        assertEquals(run, RunDirectory.read(parent));
        assertEquals(
                """
                        snapshot,kind,guestTimeNs,pauseNs,durationNs,pagesWritten,pagesSaved,copiesPerPageWritten,pagesCopied,memoryHeldBytes,copyNs,rollBackNs,pagesRestored,verified
                        1,virtual,465000000,140000,201000000,1200,1200,1.0,0,4915200,,11100000,1189,true
                        2,virtual,930000000,280000,201000000,2400,1200,0.5,0,9830400,,11100000,2378,true
                        3,virtual,1860000000,560000,201000000,4800,1200,0.25,0,19660800,,11100000,4756,false
                        """,
                Files.readString(parent.resolve(RunDirectory.SUMMARY)));
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
