package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImagePruneTest {

    @TempDir
    private Path directory;

    private Lifetime life;

    @BeforeEach
    void write() {
        life = Lifetime.ofPages(31, 20).chain(directory, 4);
    }

    @AfterEach
    void close() {
        life.close();
    }

    @Test
    void shouldDropTheOldestAndKeepTheOthers() {
        assertEquals(List.of(life.file(1), life.file(0)), new ImagePrune().prune(life.file(3), 2));
        assertFalse(Files.exists(life.file(0)));
        assertArrayEquals(life.content(2), life.restored(life.file(2)));
        assertArrayEquals(life.content(3), life.restored(life.file(3)));
    }

    @Test
    void shouldDropNothingFromAChainThatIsShortEnough() {
        assertEquals(List.of(), new ImagePrune().prune(life.file(3), 4));
        assertArrayEquals(life.content(0), life.restored(life.file(0)));
    }

    @Test
    void shouldDropNothingThatAnotherImageNeeds() {
        final Path branch = directory.resolve("branch.image");
        new ImageWriter().write(branch, 5, life.point(), ImageContent.of(life.memory()), life.file(0));
        assertEquals(branch + " needs " + life.file(0) + ", which would be dropped; merge it first",
                assertThrows(ImageException.class, () -> new ImagePrune().prune(life.file(3), 2)).getMessage());
        for (int image = 0; image < 4; image++) {
            assertArrayEquals(life.content(image), life.restored(life.file(image)));
        }
    }

    @Test
    void shouldMergeIntoTheVeryFileThatOthersHaveAsParent() {
        new ImageMerge().merge(life.file(2), life.file(2));
        assertArrayEquals(life.content(3), life.restored(life.file(3)));
        try (ImagePages chain = ImagePages.open(life.file(3))) {
            assertEquals(2, chain.chain().size());
        }
    }
}
