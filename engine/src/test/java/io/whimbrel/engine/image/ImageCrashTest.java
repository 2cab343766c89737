package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a writer after each of its operations. */
@Timeout(60)
class ImageCrashTest {

    private static final int PAGES = 80;

    @TempDir
    private Path directory;

    private static List<Path> filesIn(final Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        }
    }

    /** Writes over an image and dies on the way; false when it did not come to that. */
    private boolean diesAfter(final int operations, final boolean withPower, final Path place, final Lifetime life)
            throws IOException {
        final Path file = place.resolve("a.image");
        life.full(new ImageWriter(FragileDisk.thatLasts()), file);
        final byte[] before = life.content(life.files().size() - 1);
        life.change();
        final byte[] after = Lifetime.bytesOf(life.memory());
        final FragileDisk disk = FragileDisk.thatDiesAfter(operations);
        boolean died = false;
        try {
            life.full(new ImageWriter(disk), file);
        } catch (final FragileDisk.Dead e) {
            died = true;
        }
        disk.bury();
        if (withPower) {
            disk.losePower();
        }
        final byte[] found = life.restored(file);
        Lifetime.verify(file);
        assertArrayEquals(died && Arrays.equals(before, found) ? before : after, found);
        life.full(new ImageWriter(FragileDisk.thatLasts()), file);
        assertEquals(List.of(file), filesIn(place), "after operation " + operations);
        return died;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepThePreviousImageWhereverItsWriterDies(final boolean losesPower) throws IOException {
        try (Lifetime life = Lifetime.ofPages(21, PAGES)) {
            int operations = 0;
            while (diesAfter(operations, losesPower, directory, life)) {
                operations++;
            }
            assertTrue(operations > 20, "operations: " + operations);
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenTheDiskIsFull() throws IOException {
        try (Lifetime life = Lifetime.ofPages(22, PAGES)) {
            final Path file = directory.resolve("a.image");
            life.full(new ImageWriter(FragileDisk.thatLasts()), file);
            final byte[] before = life.content(0);
            life.change();
            final byte[] memory = Lifetime.bytesOf(life.memory());
            for (int operations = 1; operations < 20; operations += 3) {
                final FragileDisk disk = FragileDisk.thatIsFullAfter(operations);
                assertEquals("cannot write " + file + ": No space left on device",
                        assertThrows(UncheckedIOException.class, () -> life.full(new ImageWriter(disk), file))
                                .getMessage());
                assertEquals(List.of(file), filesIn(directory));
                assertArrayEquals(before, life.restored(file));
                assertArrayEquals(memory, Lifetime.bytesOf(life.memory()));
            }
        }
    }

    @Test
    void shouldNotDeleteWhatALivingWriterIsWriting() throws IOException {
        final Path file = directory.resolve("a.image");
        try (Lifetime life = Lifetime.ofPages(23, 4); NewImageFile living = new NewImageFile(file, new LocalDisk())) {
            life.full(new ImageWriter(FragileDisk.thatLasts()), file);
            living.write(ByteBuffer.allocate(1), 0);
            assertEquals(2, filesIn(directory).size());
        }
        assertEquals(List.of(file), filesIn(directory));
    }

    @Test
    void shouldDeleteNothingButWhatWritersOfTheSameNameLeaveBehind() throws IOException {
        final Path[] others = {directory.resolve(".b.image.0.partial"), directory.resolve(".a.image.0.partia"),
            directory.resolve("a.image.0.partial"), directory.resolve(".a.image.x.partial")};
        for (final Path other : others) {
            Files.writeString(other, "mine");
        }
        Files.writeString(directory.resolve(".a.image.0f.partial"), "left over");
        try (Lifetime life = Lifetime.ofPages(24, 4)) {
            life.full(new ImageWriter(), directory.resolve("a.image"));
        }
        assertEquals(5, filesIn(directory).size());
        for (final Path other : others) {
            assertEquals("mine", Files.readString(other));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepEveryImageRestorableWhereverPruningEnds(final boolean losesPower) throws IOException {
        boolean died = true;
        for (int operations = 0; died; operations++) {
            final Path place = Files.createDirectory(directory.resolve(Integer.toString(operations)));
            try (Lifetime life = Lifetime.ofPages(25, 40).chain(place, 5)) {
                final FragileDisk disk = FragileDisk.thatDiesAfter(operations);
                died = false;
                try {
                    new ImagePrune(disk).prune(life.file(4), 2);
                } catch (final FragileDisk.Dead e) {
                    died = true;
                }
                disk.bury();
                if (losesPower) {
                    disk.losePower();
                }
                for (int image = 0; image < 5; image++) {
                    if (image >= 3 || Files.exists(life.file(image))) {
                        assertArrayEquals(life.content(image), life.restored(life.file(image)));
                    }
                }
                assertTrue(died || filesIn(place).equals(List.of(life.file(3), life.file(4))));
            }
            IoUtil.delete(place.toFile(), false);
        }
    }
}
