package io.whimbrel.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    @Timeout(60)
    void shouldNotBeTakenForAnOrphanByProcessesThatStartAtTheSameTime() throws Exception {
        final List<Process> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(new ProcessBuilder(JavaCommand.of(List.of("-Xmx64m"), Starter.class, List.of(place.toString())))
                    .inheritIO().start());
        }
        for (final Process other : others) {
            assertEquals(0, other.waitFor(), "another process's directory was removed");
        }
    }

    @Test
    @Timeout(60)
    void shouldKeepEveryDirectoryThatOneProcessHasFromOthers() throws Exception {
        try (ScratchDirectory first = ScratchDirectory.create(place);
                ScratchDirectory second = ScratchDirectory.create(place)) {
            final Process other = new ProcessBuilder(
                    JavaCommand.of(List.of("-Xmx64m"), Starter.class, List.of(place.toString()))).inheritIO().start();
            assertEquals(0, other.waitFor());
            assertTrue(Files.exists(first.path()), "the first was removed");
            assertTrue(Files.exists(second.path()), "the second was removed");
        }
    }

    /** Makes scratch directories, one after the other, and finds each of them where it was made. */
    static final class Starter {

        private Starter() {}

        public static void main(final String[] arguments) {
            for (int i = 0; i < 300; i++) {
                try (ScratchDirectory scratch = ScratchDirectory.create(Path.of(arguments[0]))) {
                    Thread.yield();
                    if (!Files.exists(scratch.path().resolve("owner.lock"))) {
                        System.exit(1);
                    }
                }
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
