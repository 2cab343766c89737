package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.concurrent.atomic.AtomicLongArray;

/** A flat bitmap in the class library's array of atomic longs. */
final class AtomicLongArrayTracker extends PeerTracker {

    private final AtomicLongArray words;

    AtomicLongArrayTracker(final long pages) {
        words = new AtomicLongArray((int) (pages + 63 >>> 6));
    }

    @Override
    public void wrote(final long page) {
        final int index = (int) (page >>> 6);
        final long bit = 1L << page;
        long word = words.get(index);
        while ((word & bit) == 0) {
            final long witness = words.compareAndExchange(index, word, word | bit);
            if (witness == word) {
                return;
            }
            word = witness;
        }
    }

    @Override
    public boolean pollSync(final HierarchicalBitmap into) {
        for (int index = 0; index < words.length(); index++) {
            if (words.get(index) != 0) {
                WordBits.addAll(index, words.getAndSet(index, 0), into);
            }
        }
        return true;
    }

    @Override
    public boolean peek(final long page) {
        return (words.get((int) (page >>> 6)) & 1L << page) != 0;
    }
}
