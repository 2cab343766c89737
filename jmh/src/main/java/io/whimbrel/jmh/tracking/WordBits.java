package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;

/** The pages of one word of a flat bitmap. */
final class WordBits {

    private WordBits() {}

    static void addAll(final int index, final long word, final HierarchicalBitmap into) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            into.add(((long) index << 6) + Long.numberOfTrailingZeros(rest));
        }
    }
}
