package io.whimbrel.engine.memory;

/**
 * The indices of words that are to be visited, as many as lie below one word two levels up. Visiting them in a loop of
 * its own keeps the loads independent of each other, so that a processor has many cache misses under way at once; in
 * a large and sparse bitmap nearly every word is one. Going down word by word instead takes about twice as long.
 */
final class WordBatch {

    private static final int MOST = 64 * 64;
    private static final int UNROLLED = 4;

    private final int[] indices;
    private int size;

    /**
     * Makes an empty batch.
     *
     * @param words length of the level that is to be visited
     */
    WordBatch(final int words) {
        indices = new int[Math.min(words, MOST) + UNROLLED];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int index(final int position) {
        return indices[position];
    }

    /**
     * Adds the words below one summary word. Four at a time whether or not there are so many: what is written past the
     * end is overwritten by the next, and a branch per bit would be guessed wrong at nearly every word.
     *
     * @param first   index of the word below the summary's lowest bit
     * @param summary one bit per word
     */
    void addBelow(final int first, final long summary) {
        int end = size;
        for (long rest = summary; rest != 0; end += UNROLLED) {
            indices[end] = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            indices[end + 1] = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            indices[end + 2] = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            indices[end + 3] = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
        size += Long.bitCount(summary);
    }
}
