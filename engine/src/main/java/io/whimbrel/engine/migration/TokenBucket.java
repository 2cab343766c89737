package io.whimbrel.engine.migration;

/**
 * Holds a send rate on average, with bursts of a few milliseconds at the most: a duty cycle cannot be punctual, but the
 * cap must hold over any longer time, the pause included.
 */
final class TokenBucket implements SendAllowance {

    private static final long BURST_NS = 4_000_000;
    private static final double NS_PER_S = 1e9;

    private final long largestTake;
    private long bytesPerSecond = Long.MAX_VALUE;
    private double capacity;
    private double tokens;
    private long refilledAtNs;

    /**
     * Makes a bucket without a cap.
     *
     * @param largestTake the most that is ever taken at once, in bytes
     * @param nowNs       the time
     */
    TokenBucket(final long largestTake, final long nowNs) {
        this.largestTake = largestTake;
        this.refilledAtNs = nowNs;
    }

    void rate(final long newBytesPerSecond, final long nowNs) {
        if (newBytesPerSecond < 1) {
            throw new IllegalArgumentException("a send rate must be at least 1 B/s, not " + newBytesPerSecond);
        }
        if (newBytesPerSecond != bytesPerSecond) {
            refill(nowNs);
            bytesPerSecond = newBytesPerSecond;
            capacity = Math.max(largestTake, newBytesPerSecond * (BURST_NS / NS_PER_S));
            tokens = Math.min(tokens, capacity);
        }
    }

    @Override
    public boolean has(final int bytes, final long nowNs) {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return true;
        }
        refill(nowNs);
        // A link that was renewed may have longer frames than the bucket was made for.
        return tokens >= Math.min(bytes, capacity);
    }

    @Override
    public void take(final int bytes) {
        if (bytesPerSecond != Long.MAX_VALUE) {
            tokens -= bytes;
        }
    }

    private void refill(final long nowNs) {
        if (bytesPerSecond != Long.MAX_VALUE) {
            tokens = Math.min(capacity, tokens + (nowNs - refilledAtNs) * (bytesPerSecond / NS_PER_S));
        }
        refilledAtNs = nowNs;
    }
}
