package io.whimbrel.engine.migration;

/**
 * How far the peer's clock is ahead of ours, from the exchange that every heartbeat carries: of all round trips the
 * shortest is believed, and half of it is the uncertainty. Two ends that read one clock need no estimate.
 */
final class PeerClock {

    private long shortestRoundTripNs = Long.MAX_VALUE;
    private long aheadNs;
    private long newestSentAtNs;
    private long newestReceivedAtNs;

    /** Both ends read the same clock. */
    void isOurs() {
        shortestRoundTripNs = 0;
        aheadNs = 0;
    }

    /**
     * A heartbeat came.
     *
     * @param sentAtNs     peer's clock
     * @param echoSentAtNs our clock; 0 when the peer has had none from us
     * @param echoHeldNs   how long the peer had it
     * @param nowNs        our clock
     */
    void onHeartbeat(final long sentAtNs, final long echoSentAtNs, final long echoHeldNs, final long nowNs) {
        newestSentAtNs = sentAtNs;
        newestReceivedAtNs = nowNs;
        if (echoSentAtNs != 0) {
            final long roundTripNs = nowNs - echoSentAtNs - echoHeldNs;
            if (roundTripNs >= 0 && roundTripNs < shortestRoundTripNs) {
                shortestRoundTripNs = roundTripNs;
                aheadNs = sentAtNs + roundTripNs / 2 - nowNs;
            }
        }
    }

    boolean isKnown() {
        return shortestRoundTripNs != Long.MAX_VALUE;
    }

    /** A time of the peer's on our clock. */
    long toOurs(final long peerNs) {
        return peerNs - aheadNs;
    }

    long uncertaintyNs() {
        return shortestRoundTripNs / 2;
    }

    /** What our next heartbeat echoes; 0 for nothing. */
    long echoSentAtNs() {
        return newestSentAtNs;
    }

    long echoHeldNs(final long nowNs) {
        return nowNs - newestReceivedAtNs;
    }
}
