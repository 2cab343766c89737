package io.whimbrel.workloads.random;

/**
 * A fixed one-to-one scattering of the numbers below n: neighbours end up far apart. A mixing function that is
 * one-to-one on the next power of two is applied until the result is below n, which takes less than two steps on
 * average and no table.
 */
public final class Permutation {

    private static final long FIRST_FACTOR = 0xbf58476d1ce4e5b9L;
    private static final long SECOND_FACTOR = 0x94d049bb133111ebL;
    private static final long INCREMENT = 0x9e3779b97f4a7c15L;

    private long size;
    private long mask;
    private int shift;

    /**
     * Makes one.
     *
     * @param size how many numbers, at least 1
     */
    public Permutation(final long size) {
        resize(size);
    }

    /**
     * Changes how many numbers there are. Where that remains between the same two powers of two, few change places.
     *
     * @param count at least 1
     */
    public void resize(final long count) {
        final int bits = Long.SIZE - Long.numberOfLeadingZeros(count - 1);
        size = count;
        mask = bits == 0 ? 0 : -1L >>> -bits;
        shift = Math.max(1, (bits + 1) / 2);
    }

    /**
     * Where a number goes.
     *
     * @param number in {@code [0, size)}
     * @return a number in {@code [0, size)}, different for each
     */
    public long apply(final long number) {
        long x = number;
        do {
            x = (x * FIRST_FACTOR + INCREMENT) & mask;
            x ^= x >>> shift;
            x = x * SECOND_FACTOR & mask;
            x ^= x >>> shift;
        } while (x >= size);
        return x;
    }
}
