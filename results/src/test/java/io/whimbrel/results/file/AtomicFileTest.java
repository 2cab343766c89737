package io.whimbrel.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReplaceAFileWhole() throws IOException {
        final Path file = directory.resolve("run.json");
        Files.writeString(file, "a longer old content");
        AtomicFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("run.json"), names());
    }

    @Test
    void shouldLeaveTheOldFileAndNothingElseWhenTheDiskIsFull() throws IOException {
        final Path file = directory.resolve("run.json");
        Files.writeString(file, "old");
        final UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, out -> {
            out.write(new byte[10_000]);
            throw new IOException("No space left on device");
        }));
        assertEquals("cannot write " + file + ": No space left on device", e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("run.json"), names());
    }

    @Test
    void shouldSayWhatIsWrongWithTheDirectory() {
        final Path file = directory.resolve("absent").resolve("run.json");
        final UncheckedIOException e = assertThrows(UncheckedIOException.class,
                () -> AtomicFile.write(file, out -> {}));
        assertEquals("cannot write " + file + ": NoSuchFile", e.getMessage());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
