package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageDamageTest {

    private static final int PAGES = 12;

    @TempDir
    private Path directory;

    private Lifetime life;
    private Path newest;
    private byte[] intact;

    @BeforeEach
    void write() throws IOException {
        life = Lifetime.ofPages(11, PAGES).chain(directory, 2);
        newest = life.file(1);
        intact = Files.readAllBytes(newest);
    }

    @AfterEach
    void close() {
        life.close();
    }

    private String refusal() {
        final String message = assertThrows(ImageException.class, () -> Lifetime.verify(newest)).getMessage();
        assertTrue(message.startsWith(newest + ": byte "), message);
        return message;
    }

    @Test
    void shouldNoticeAFlippedBitOfEveryByteThatIsReadFirst() throws IOException {
        for (int offset = 0; offset < 420; offset++) {
            for (int bit = offset < 150 ? 0 : 7 & offset; bit < (offset < 150 ? 8 : (7 & offset) + 1); bit++) {
                flip(offset, bit);
            }
        }
    }

    private void flip(final int offset, final int bit) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
            file.seek(offset);
            file.write(intact[offset] ^ 1 << bit);
            refusal();
            file.seek(offset);
            file.write(intact[offset]);
        }
    }

    @Test
    void shouldRefuseAFileOfAnyOtherLength() throws IOException {
        for (int length = 0; length < intact.length; length += length < 600 ? 1 : 311) {
            Files.write(newest, Arrays.copyOf(intact, length));
            assertTrue(refusal().startsWith(newest + ": byte "));
            final int cut = length;
            assertThrows(ImageException.class, () -> life.restored(newest), () -> "cut to " + cut);
        }
        Files.write(newest, Arrays.copyOf(intact, intact.length + 1));
        assertEquals(newest + ": byte " + intact.length + ": the image is longer than it was: the file has "
                + (intact.length + 1) + " B instead of " + intact.length, refusal());
    }

    @Test
    void shouldRefuseAForeignFile() throws IOException {
        Files.writeString(newest, "name: not an image at all\n");
        assertEquals(newest + ": byte 0: this is not an image: it does not begin with WHIMIMAG", refusal());
    }

    @Test
    void shouldRefuseAnotherVersion() throws IOException {
        final byte[] other = intact.clone();
        other[20]++;
        Files.write(newest, other);
        assertEquals(newest + ": byte 20: the image is of version 2, this program reads version 1", refusal());
    }

    @Test
    void shouldRefuseAFrameOfAnotherImage() throws IOException {
        final byte[] mixed = intact.clone();
        final byte[] other = Files.readAllBytes(life.file(0));
        System.arraycopy(other, 4096, mixed, 4096, 48 + PAGES * 16);
        Files.write(newest, mixed);
        assertTrue(refusal().startsWith(newest + ": byte 4096: the index is damaged: here lies batch 0 of image "));
    }

    @Test
    void shouldNamePageAndByteOfADamagedPage() throws IOException {
        final int last = intact.length - 1;
        final byte[] damaged = intact.clone();
        int offset = last;
        while (damaged[offset] == 0) {
            offset--;
        }
        damaged[offset]++;
        Files.write(newest, damaged);
        final int page = (offset - 8192) / 4096;
        assertEquals(newest + ": byte " + (8192 + page * 4096) + ": page " + page + " does not match its checksum",
                refusal());
    }

    @Test
    void shouldRefuseAMissingParent() throws IOException {
        Files.delete(life.file(0));
        final String message = assertThrows(ImageException.class, () -> ImagePages.open(newest)).getMessage();
        assertEquals("the parent of " + newest + " cannot be used: " + life.file(0) + ": there is no such file",
                message);
    }

    @Test
    void shouldRefuseADamagedParent() throws IOException {
        final byte[] parent = Files.readAllBytes(life.file(0));
        parent[4096 + 60]++;
        Files.write(life.file(0), parent);
        final String message = assertThrows(ImageException.class, () -> ImagePages.open(newest)).getMessage();
        assertEquals("the parent of " + newest + " cannot be used: " + life.file(0)
                + ": byte 4096: the index is damaged: its batch 0 does not match its checksum", message);
    }

    @Test
    void shouldRefuseAParentWithAnotherId() {
        life.full(new ImageWriter(), life.file(0));
        final String message = assertThrows(ImageException.class, () -> ImagePages.open(newest)).getMessage();
        assertTrue(message.startsWith(newest + ": its parent " + life.file(0) + " has the id "), message);
    }

    @Test
    void shouldRefuseAChainWithoutAnEnd() {
        final GuestPoint point = life.point();
        final ImageContent content = ImageContent.of(life.memory());
        final Path a = directory.resolve("a.image");
        final Path b = directory.resolve("b.image");
        new ImageWriter().write(a, 77, point, content);
        new ImageWriter().write(b, 88, point, content, a);
        new ImageWriter().write(a, 77, point, content, b);
        final String message = assertThrows(ImageException.class, () -> ImagePages.open(b)).getMessage();
        assertEquals(a + ": its parent " + b + " is its own descendant: the chain has no end", message);
    }

    @Test
    void shouldRefuseAParentOfAnotherShapeOrGuest() {
        final Path other = directory.resolve("other.image");
        try (GuestMemory memory = new GuestMemory(new PageGeometry(2 * PAGES * 4096, 4096))) {
            final ImageContent content = ImageContent.of(memory);
            assertEquals(other + ": a memory of 98304 B in pages of 4096 B cannot have the parent " + newest
                    + ", a memory of 49152 B in pages of 4096 B",
                    assertThrows(ImageException.class,
                            () -> new ImageWriter().write(other, 5, life.point(), content, newest)).getMessage());
        }
        final GuestPoint stranger = Lifetime.point("somebody", 0);
        assertEquals(other + ": its parent " + newest + " is of another guest: '" + Lifetime.GUEST + "' on 2 vCPUs",
                assertThrows(ImageException.class,
                        () -> new ImageWriter().write(other, 5, stranger, ImageContent.of(life.memory()), newest))
                        .getMessage());
    }

    @Test
    void shouldRefuseAMemoryOfAnotherShape() {
        try (ImagePages pages = ImagePages.open(newest);
                GuestMemory small = new GuestMemory(new PageGeometry(4096, 4096));
                GuestMemory coarse = new GuestMemory(new PageGeometry(PAGES * 4096, 8192));
                GuestMemory versions = GuestMemory.ofVersions(life.memory().geometry())) {
            for (final GuestMemory memory : new GuestMemory[]{small, coarse, versions}) {
                assertTrue(assertThrows(ImageException.class, () -> pages.restoreTo(memory)).getMessage()
                        .startsWith(newest + ": an image of "));
            }
        }
    }
}
