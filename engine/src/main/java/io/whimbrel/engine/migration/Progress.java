package io.whimbrel.engine.migration;

/** Where a migration stands, for somebody who looks on from another thread. Written by the source's thread. */
public final class Progress {

    private volatile int round;
    private volatile long remainingPages;
    private volatile long bytesSent;
    private volatile long rateBytesPerSecond;
    private volatile long expectedDowntimeNs = -1;

    Progress() {}

    void update(final int newRound, final long newRemainingPages, final long newBytesSent) {
        round = newRound;
        remainingPages = newRemainingPages;
        bytesSent = newBytesSent;
    }

    void roundEnded(final long newRateBytesPerSecond, final long newExpectedDowntimeNs) {
        rateBytesPerSecond = newRateBytesPerSecond;
        expectedDowntimeNs = newExpectedDowntimeNs;
    }

    /**
     * The round under way.
     *
     * @return number from 1; 0 before the first
     */
    public int round() {
        return round;
    }

    /**
     * Pages of this round still to send.
     *
     * @return pages
     */
    public long remainingPages() {
        return remainingPages;
    }

    /**
     * Bytes handed to the link so far.
     *
     * @return bytes
     */
    public long bytesSent() {
        return bytesSent;
    }

    /**
     * The bandwidth of the last round.
     *
     * @return bytes per second; 0 before a round has ended
     */
    public long rateBytesPerSecond() {
        return rateBytesPerSecond;
    }

    /**
     * What the predictor said last.
     *
     * @return nanoseconds; -1 for unknown
     */
    public long expectedDowntimeNs() {
        return expectedDowntimeNs;
    }
}
