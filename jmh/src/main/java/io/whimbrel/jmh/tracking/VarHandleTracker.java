package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A flat bitmap in an array of longs, accessed through a VarHandle: test, then an atomic or. */
final class VarHandleTracker extends PeerTracker {

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    VarHandleTracker(final long pages) {
        words = new long[(int) (pages + 63 >>> 6)];
    }

    @Override
    public void wrote(final long page) {
        final int index = (int) (page >>> 6);
        final long bit = 1L << page;
        if (((long) WORDS.getAcquire(words, index) & bit) == 0) {
            WORDS.getAndBitwiseOr(words, index, bit);
        }
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        VarHandle.acquireFence();
        for (int index = 0; index < words.length; index++) {
            if (words[index] != 0) {
                WordBits.addAll(index, (long) WORDS.getAndSet(words, index, 0L), into);
            }
        }
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return ((long) WORDS.getAcquire(words, (int) (page >>> 6)) & 1L << page) != 0;
    }
}
