package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.agrona.IoUtil;

class ImagePropertyTest {

    private Path directory;

    @BeforeTry
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("whimbrel-images");
    }

    @AfterTry
    void deleteDirectory() {
        IoUtil.delete(directory.toFile(), false);
    }

    @Property(tries = 30)
    void shouldRestoreAnyImageOfAnyChainAlsoMergedAndPruned(@ForAll @IntRange(min = 1, max = 200) final int pages,
            @ForAll @IntRange(min = 1, max = 5) final int length, @ForAll @IntRange(max = 4) final int which,
            @ForAll final long seed) {
        try (Lifetime life = Lifetime.ofPages(seed, pages).chain(directory, length)) {
            final int image = which % length;
            assertArrayEquals(life.content(image), life.restored(life.file(image)));
            final Path merged = directory.resolve("merged.image");
            new ImageMerge(new ImageWriter(FragileDisk.thatLasts())).merge(life.file(image), merged);
            assertArrayEquals(life.content(image), life.restored(merged));
            Lifetime.verify(merged);
            new ImagePrune(FragileDisk.thatLasts()).prune(life.file(length - 1), length - image);
            for (int kept = image; kept < length; kept++) {
                assertArrayEquals(life.content(kept), life.restored(life.file(kept)));
                Lifetime.verify(life.file(kept));
            }
        }
    }

    @Property(tries = 150)
    void shouldNoticeAnyFlippedBitOfAnyImageOfAChain(@ForAll @IntRange(max = 2) final int image,
            @ForAll @LongRange(max = Long.MAX_VALUE) final long where) throws IOException {
        try (Lifetime life = Lifetime.ofPages(11, 9).chain(directory, 3)) {
            final Path file = life.file(image);
            flip(file, where);
            final String complaint = assertThrows(ImageException.class, () -> Lifetime.verify(life.file(2)))
                    .getMessage();
            assertTrue(complaint.contains(file + ": byte "), complaint);
            final byte[] restored;
            try {
                restored = life.restored(life.file(2));
            } catch (final ImageException e) {
                assertTrue(e.getMessage().contains(file + ": byte "), e.getMessage());
                return;
            }
            assertArrayEquals(life.content(2), restored);
        }
    }

    private static void flip(final Path file, final long where) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            final long offset = where / 8 % bytes.length();
            bytes.seek(offset);
            final int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1 << where % 8);
        }
    }
}
