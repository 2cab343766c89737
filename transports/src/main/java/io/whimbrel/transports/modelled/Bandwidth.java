package io.whimbrel.transports.modelled;

/** How fast a modelled link carries, over time. */
@FunctionalInterface
public interface Bandwidth {

    /**
     * When a transmission ends.
     *
     * @param startNs when it begins, in nanoseconds since the link was opened
     * @param bytes   how much there is to carry
     * @return when it ends, in nanoseconds since the link was opened, never before it begins
     */
    long endNs(long startNs, long bytes);
}
