package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ImageRoundTripTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1, 4096, 1", "1, 4096, 37", "2, 4096, 1", "3, 4096, 300", "3, 65536, 9", "2, 2097152, 3"})
    void shouldRestoreEveryImageOfAChain(final int length, final int pageBytes, final int pages) {
        final GuestMemory memory = new GuestMemory(new PageGeometry((long) pages * pageBytes, pageBytes));
        try (Lifetime life = new Lifetime(pages, memory).chain(directory, length)) {
            for (int image = 0; image < length; image++) {
                assertArrayEquals(life.content(image), life.restored(life.file(image)));
                Lifetime.verify(life.file(image));
            }
        }
    }

    @Test
    void shouldKeepVersionsInAnIndexOfSeveralFrames() {
        final GuestMemory memory = GuestMemory.ofVersions(new PageGeometry(10_000 * 4096L, 4096));
        try (Lifetime life = new Lifetime(7, memory).chain(directory, 3)) {
            assertArrayEquals(life.content(2), life.restored(life.file(2)));
            Lifetime.verify(life.file(2));
        }
    }

    @Test
    void shouldReadPagesInAnyOrder() {
        try (Lifetime life = Lifetime.ofPages(3, 50).chain(directory, 3);
                ImagePages pages = ImagePages.open(life.file(2))) {
            final UnsafeBuffer page = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
            for (int i = 0; i < 200; i++) {
                final int wanted = i * 37 % 50;
                page.setMemory(0, 4096, (byte) 0x55);
                pages.read(wanted, page.addressOffset());
                final byte[] read = new byte[4096];
                page.getBytes(0, read);
                final byte[] expected = Arrays.copyOfRange(life.content(2), wanted * 4096, (wanted + 1) * 4096);
                assertArrayEquals(expected, read);
                assertEquals(Arrays.equals(new byte[4096], expected), pages.isZero(wanted));
            }
        }
    }

    @Test
    void shouldSayWhatItHolds() {
        try (Lifetime life = Lifetime.ofPages(4, 64).chain(directory, 2);
                ImagePages pages = ImagePages.open(life.file(1))) {
            final ImageManifest newest = pages.manifest();
            final ImageManifest oldest = pages.chain().getLast().manifest();
            assertTrue(newest.isIncremental());
            assertFalse(oldest.isIncremental());
            assertEquals("0.image", newest.parent());
            assertEquals(oldest.id(), newest.parentId());
            assertEquals(64, oldest.storedPages() + oldest.zeroPages());
            assertTrue(newest.storedPages() + newest.zeroPages() < 64);
            assertEquals(Lifetime.GUEST, newest.point().guest());
            assertEquals(2, newest.point().vcpus());
            assertEquals(1_000, newest.point().state().guestTimeNs());
            final UnsafeBuffer state = new UnsafeBuffer(new byte[newest.point().state().length()]);
            newest.point().state().copyTo(state, 0);
            assertArrayEquals(new byte[]{9, 8, 7}, state.byteArray());
        }
    }

    @Test
    void shouldNeverOutgrowTheMemoryByMoreThanItsIndex() throws IOException {
        try (Lifetime life = Lifetime.ofPages(5, 500).chain(directory, 4)) {
            for (final Path file : life.files()) {
                assertEquals(Files.size(life.file(0)), Files.size(file));
                assertTrue(Files.size(file) < 500 * 4096 + 500 * 16 + 4 * 4096, "bytes: " + Files.size(file));
            }
        }
    }

    @Test
    void shouldWriteAFullImageWhereAnIncrementalOneWas() {
        try (Lifetime life = Lifetime.ofPages(6, 20).chain(directory, 2)) {
            life.full(new ImageWriter(), life.file(1));
            assertArrayEquals(life.content(2), life.restored(life.file(1)));
        }
    }

    @Test
    void shouldFindAParentInAnotherDirectoryAndAfterBothHaveMoved() throws IOException {
        final Path base = Files.createDirectories(directory.resolve("here/base"));
        final Path more = Files.createDirectories(directory.resolve("here/more"));
        try (Lifetime life = Lifetime.ofPages(8, 20)) {
            life.full(new ImageWriter(), base.resolve("a.image"));
            life.incremental(new ImageWriter(), more.resolve("b.image"));
            Files.move(directory.resolve("here"), directory.resolve("there"));
            assertArrayEquals(life.content(1), life.restored(directory.resolve("there/more/b.image")));
        }
    }

    @Test
    void shouldRefuseAFullImageWithoutAllPages() {
        try (Lifetime life = Lifetime.ofPages(9, 4)) {
            final ImageContent some = ImageContent.of(life.memory(), new HierarchicalBitmap(4));
            final String complaint = assertThrows(IllegalArgumentException.class,
                    () -> new ImageWriter().write(directory.resolve("a.image"), 1, life.point(), some)).getMessage();
            assertEquals("an image without a parent has all 4 pages, not 0", complaint);
        }
    }

    @Test
    void shouldAlwaysWriteTheSameBytes() throws IOException {
        try (GuestMemory memory = new GuestMemory(new PageGeometry(4 * 4096, 4096))) {
            memory.fill(2, new byte[]{1, 2, 3});
            final Path file = directory.resolve("golden.image");
            new ImageWriter().write(file, 0x1234, Lifetime.point("guest", 99),
                    ImageContent.of(memory));
            final CRC32C crc = new CRC32C();
            crc.update(Files.readAllBytes(file));
            // Another value is another format, and asks for another version of it.
            assertEquals("ed866dd4", Long.toHexString(crc.getValue()));
        }
    }
}
