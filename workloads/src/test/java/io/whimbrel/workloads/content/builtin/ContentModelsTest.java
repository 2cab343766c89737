package io.whimbrel.workloads.content.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentModelsTest {

    private static final int BLOCK_BYTES = 4096;

    private final RandomStream random = new RandomStream(2, 0, Concern.CONTENT);

    @ParameterizedTest
    @CsvSource({"zero,zero", "zero,random", "zero,text", "text,text", "text,zero", "text,random", "random,zero",
        "random,random", "random,text"})
    void shouldChangeEveryByteItCoversAndNoOther(final String entropy, final String fill) {
        final ContentModel content = content(entropy + "(fill=" + fill + ")");
        final byte[] block = new byte[BLOCK_BYTES];
        content.fill(block, 0, BLOCK_BYTES, random);
        for (int i = 0; i < 500; i++) {
            final byte[] before = block.clone();
            content.change(block, 1024, 64, random);
            for (int at = 0; at < BLOCK_BYTES; at++) {
                assertEquals(at >= 1024 && at < 1088, before[at] != block[at], "byte " + at);
            }
        }
    }

    @Test
    void shouldCompressTheBetterTheLessEntropyThereIs() {
        final double zero = deflatedShare("zero");
        final double text = deflatedShare("text");
        final double random = deflatedShare("random");
        assertTrue(zero < 0.05, "zero deflates to " + zero);
        assertTrue(text > 0.45 && text < 0.65, "text deflates to " + text);
        assertTrue(random > 0.99, "random deflates to " + random);
    }

    @Test
    void shouldStillCompressAlikeWhenAllIsRewritten() {
        for (final String entropy : new String[]{"zero", "text", "random"}) {
            final ContentModel content = content(entropy);
            final byte[] block = new byte[BLOCK_BYTES];
            content.fill(block, 0, BLOCK_BYTES, random);
            for (int i = 0; i < 1_000; i++) {
                content.change(block, (int) random.nextLong(64) * 64, 64, random);
            }
            assertEquals(deflatedShare(entropy), (double) deflatedBytes(block) / BLOCK_BYTES, 0.04, entropy);
        }
    }

    @Test
    void shouldWriteLettersAsText() {
        final byte[] block = new byte[BLOCK_BYTES];
        content("text").fill(block, 0, BLOCK_BYTES, random);
        for (final byte letter : block) {
            assertTrue(letter >= '@' && letter <= '_', "not a letter: " + letter);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void shouldLeaveItsShareOfBlocksZero(final double zeroShare) {
        final ContentModel content = content("random(zero-share=" + zeroShare + ")");
        final byte[] block = new byte[BLOCK_BYTES];
        int zero = 0;
        for (int i = 0; i < 2_000; i++) {
            Arrays.fill(block, (byte) 1);
            final boolean filled = content.fill(block, 0, BLOCK_BYTES, random);
            assertEquals(filled, !Arrays.equals(block, new byte[BLOCK_BYTES]));
            zero += filled ? 0 : 1;
        }
        assertEquals(zeroShare, zero / 2_000.0, 0.03);
    }

    @Test
    void shouldSayThatAZeroFillIsZero() {
        final byte[] block = new byte[BLOCK_BYTES];
        assertEquals(false, content("text(fill=zero)").fill(block, 0, BLOCK_BYTES, random));
    }

    @Test
    void shouldDrawAnewEachTime() {
        final ContentModel content = content("random");
        final byte[] one = new byte[64];
        final byte[] other = new byte[64];
        content.change(one, 0, 64, random);
        content.change(other, 0, 64, random);
        assertNotEquals(Arrays.toString(one), Arrays.toString(other));
    }

    @Test
    void shouldRefuseToWriteHalfAWord() {
        assertEquals("text: bytes: 12B is not a multiple of 8B",
                assertThrows(IllegalArgumentException.class, () -> content("text(bytes=12B)")).getMessage());
    }

    private double deflatedShare(final String entropy) {
        final byte[] blocks = new byte[16 * BLOCK_BYTES];
        content(entropy).fill(blocks, 0, blocks.length, random);
        return (double) deflatedBytes(blocks) / blocks.length;
    }

    private static int deflatedBytes(final byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[2 * bytes.length]);
        }
    }

    private static ContentModel content(final String reference) {
        return Guests.CATALOG.create(ContentModel.class, reference);
    }
}
