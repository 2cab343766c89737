package io.whimbrel.engine.migration;

/**
 * How long the two sides wait for each other. Of what a side waits for from its peer a duty cycle counts for no more than
 * a heartbeat, however long it takes: see {@link ControlChannel}.
 *
 * @param heartbeatIntervalNs how often each side says that it lives, and repeats what it has to say
 * @param peerTimeoutNs       after so long a silence the peer is taken for dead
 * @param connectTimeoutNs    how long a source greets before it gives up
 * @param migrationTimeoutNs  after so long a live phase the source gives up; {@link Long#MAX_VALUE} for never
 */
public record MigrationTimings(long heartbeatIntervalNs, long peerTimeoutNs, long connectTimeoutNs,
        long migrationTimeoutNs) {

    /** A dead peer is noticed within a second by a side that does not stand still itself. */
    public static final MigrationTimings DEFAULT = new MigrationTimings(50_000_000L, 900_000_000L, 10_000_000_000L,
            Long.MAX_VALUE);

    /** A peer that has not repeated what was answered for so long has heard the answer. */
    long silenceAfterAnswerNs() {
        return 3 * heartbeatIntervalNs;
    }

    /**
     * Checks them against each other.
     *
     * @throws IllegalArgumentException when a live peer would be taken for dead
     */
    public MigrationTimings {
        if (heartbeatIntervalNs <= 0 || peerTimeoutNs < 3 * heartbeatIntervalNs) {
            throw new IllegalArgumentException("a peer timeout of " + peerTimeoutNs
                    + " ns is less than three heartbeats of " + heartbeatIntervalNs + " ns");
        }
        if (connectTimeoutNs <= 0 || migrationTimeoutNs <= 0) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }
}
