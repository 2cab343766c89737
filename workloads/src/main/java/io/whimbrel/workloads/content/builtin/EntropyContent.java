package io.whimbrel.workloads.content.builtin;

import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.random.RandomStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Content of a given entropy. A write that is not silent changes every byte that it covers.
 *
 * @param entropy     of what is written
 * @param writeBytes  how many bytes a write covers, a multiple of 8
 * @param silentShare share of writes that change nothing
 * @param fill        entropy of the first content
 * @param zeroShare   share of the first blocks that are left zero
 */
record EntropyContent(Entropy entropy, int writeBytes, double silentShare, Entropy fill, double zeroShare)
        implements
            ContentModel {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOW_SEVEN_BITS = 0x7f7f7f7f7f7f7f7fL;

    EntropyContent {
        if (writeBytes % Long.BYTES != 0) {
            throw new IllegalArgumentException("bytes: " + writeBytes + "B is not a multiple of 8B");
        }
    }

    @Override
    public void change(final byte[] bytes, final int index, final int length, final RandomStream random) {
        for (int i = index; i < index + length; i += Long.BYTES) {
            final long drawn = entropy.word(random);
            WORDS.set(bytes, i, drawn ^ oneInEachZeroByte(drawn ^ (long) WORDS.get(bytes, i)));
        }
    }

    /** Has the value 1 in each byte in which the word has the value 0, and 0 in all others. */
    private static long oneInEachZeroByte(final long word) {
        return ~((word & LOW_SEVEN_BITS) + LOW_SEVEN_BITS | word | LOW_SEVEN_BITS) >>> 7;
    }

    @Override
    public boolean fill(final byte[] bytes, final int index, final int length, final RandomStream random) {
        final boolean zero = random.nextDouble() < zeroShare || fill == Entropy.ZERO;
        if (zero) {
            Arrays.fill(bytes, index, index + length, (byte) 0);
        } else {
            for (int i = index; i < index + length; i += Long.BYTES) {
                WORDS.set(bytes, i, fill.word(random));
            }
        }
        return !zero;
    }
}
