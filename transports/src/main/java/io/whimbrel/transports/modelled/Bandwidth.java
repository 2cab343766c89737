package io.whimbrel.transports.modelled;

/** How fast a modelled link carries, over time. */
public interface Bandwidth {

    /**
     * When a transmission ends.
     *
     * @param startNs when it begins, in nanoseconds since the link was opened
     * @param bytes   how much there is to carry
     * @return when it ends, in nanoseconds since the link was opened, never before it begins
     */
    long endNs(long startNs, long bytes);

    /**
     * The bandwidth, where it is the same at all times.
     *
     * @return bytes per second, {@link Long#MAX_VALUE} for a link that takes no time; 0 when it changes
     */
    long steadyBytesPerSecond();
}
