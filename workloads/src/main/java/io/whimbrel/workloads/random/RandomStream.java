package io.whimbrel.workloads.random;

/**
 * A stream of random numbers after Steele, Lea and Flood's SplitMix64, keyed by seed, lane and concern. Its state is
 * one counter, and it draws the same numbers on every machine.
 */
public final class RandomStream implements Resumable {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private long state;

    /**
     * Begins a stream.
     *
     * @param seed    of the workload
     * @param lane    which of several streams of the same concern, for example the virtual CPU
     * @param concern what is drawn for
     */
    public RandomStream(final long seed, final long lane, final Concern concern) {
        state = mix(mix(mix(seed + GOLDEN_GAMMA) ^ lane) + (concern.ordinal() + 1) * GOLDEN_GAMMA);
    }

    /**
     * Scrambles 64 bits so that each bit of the result depends on all. Different words give different results.
     *
     * @param bits any word
     * @return the word scrambled
     */
    public static long mix(final long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * Draws 64 bits.
     *
     * @return any long, all equally likely
     */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /**
     * Draws a whole number below a bound, without bias (Lemire's method).
     *
     * @param bound at least 1
     * @return a number in {@code [0, bound)}
     */
    public long nextLong(final long bound) {
        long bits = nextLong();
        long low = bits * bound;
        if (Long.compareUnsigned(low, bound) < 0) {
            final long threshold = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(low, threshold) < 0) {
                bits = nextLong();
                low = bits * bound;
            }
        }
        return Math.unsignedMultiplyHigh(bits, bound);
    }

    /**
     * Draws a fraction.
     *
     * @return a number in {@code [0, 1)}
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    @Override
    public long state() {
        return state;
    }

    @Override
    public void resume(final long saved) {
        state = saved;
    }
}
