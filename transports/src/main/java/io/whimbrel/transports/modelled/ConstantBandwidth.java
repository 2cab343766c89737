package io.whimbrel.transports.modelled;

/**
 * The same bandwidth at all times.
 *
 * @param bytesPerSecond bytes per second; {@link Long#MAX_VALUE} for a link that takes no time
 */
record ConstantBandwidth(long bytesPerSecond) implements Bandwidth {

    private static final double NS_PER_S = 1e9;

    @Override
    public long steadyBytesPerSecond() {
        return bytesPerSecond;
    }

    @Override
    public long endNs(final long startNs, final long bytes) {
        return bytesPerSecond == Long.MAX_VALUE ? startNs
                : startNs + (long) Math.ceil(bytes * NS_PER_S / bytesPerSecond);
    }
}
