package io.whimbrel.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {

    @TempDir
    private Path place;

    @Test
    void shouldBeGoneWithAllThatIsInIt() throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.create(place)) {
            Files.createDirectories(scratch.path().resolve("a/b"));
            Files.writeString(scratch.path().resolve("a/b/c"), "x");
        }
        try (Stream<Path> left = Files.list(place)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void shouldRemoveWhatAKilledRunLeftAndNothingElse() throws IOException {
        final Path orphan = Files.createDirectory(place.resolve("whimbrel-orphan"));
        Files.createFile(orphan.resolve("owner.lock"));
        final Path stranger = Files.createDirectory(place.resolve("whimbrel-without-lock"));
        try (ScratchDirectory first = ScratchDirectory.create(place)) {
            assertFalse(Files.exists(orphan));
            assertTrue(Files.exists(stranger));
            try (ScratchDirectory second = ScratchDirectory.create(place)) {
                assertTrue(Files.exists(first.path()));
                assertTrue(Files.exists(second.path()));
            }
        }
    }

    @Test
    void shouldSayInOneLineThatThereIsNoSuchPlace() {
        final UncheckedIOException e = assertThrows(UncheckedIOException.class,
                () -> ScratchDirectory.create(place.resolve("absent")));
        assertTrue(e.getMessage().startsWith("cannot make a scratch directory in "), e::getMessage);
    }
}
