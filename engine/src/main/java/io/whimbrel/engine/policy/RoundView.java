package io.whimbrel.engine.policy;

/**
 * What is known of a migration at a dirty-sync, as every policy sees it. One object serves the whole migration; its
 * values hold during the call that hands it over and must be copied to be kept.
 *
 * <p>Rounds count from 1; round 1 sends every page. Between rounds {@link #round()} is the round just ended; before
 * the first it is 0, and everything about the last round is 0.
 */
public interface RoundView {

    /**
     * The round just ended.
     *
     * @return 0 before the first
     */
    int round();

    /**
     * The guest's memory.
     *
     * @return pages
     */
    long memoryPages();

    /**
     * The page size.
     *
     * @return bytes
     */
    int pageBytes();

    /**
     * Pages that remain to be sent, as this sync found them.
     *
     * @return pages
     */
    long dirtyPages();

    /**
     * Pages that had to be sent when the last round began.
     *
     * @return pages
     */
    long lastRoundDirtyPages();

    /**
     * Pages sent in the last round.
     *
     * @return pages, zero pages among them
     */
    long lastRoundSentPages();

    /**
     * Pages skipped in the last round because they were dirty again.
     *
     * @return pages
     */
    long lastRoundSkippedPages();

    /**
     * Pages sent in the round before the last one.
     *
     * @return pages; {@link #memoryPages()} where there was none
     */
    long previousRoundSentPages();

    /**
     * Bytes put on the link in the last round, headers included.
     *
     * @return bytes
     */
    long lastRoundSentBytes();

    /**
     * How long the last round took.
     *
     * @return nanoseconds
     */
    long lastRoundNs();

    /**
     * Pages sent so far in all rounds.
     *
     * @return pages
     */
    long totalSentPages();

    /**
     * Bytes put on the link so far.
     *
     * @return bytes
     */
    long totalSentBytes();

    /**
     * Time since the first page was due.
     *
     * @return nanoseconds
     */
    long elapsedNs();

    /**
     * The bandwidth of the last round in which anything was sent, headers included: what the link has accepted, which
     * for rounds shorter than its buffers is more than it has carried.
     *
     * @return bytes per second, 0 while unknown
     */
    double measuredBytesPerSecond();

    /**
     * The cap on the send rate now in force.
     *
     * @return bytes per second, {@link Long#MAX_VALUE} for none
     */
    long rateCapBytesPerSecond();

    /**
     * Whether the cap is as high as the rate policy will ever have it.
     *
     * @return true when the rate is at its highest
     */
    boolean rateAtMaximum();

    /**
     * The throttle now in force.
     *
     * @return share of the time that the vCPUs must not run, 0 to 0.99
     */
    double throttle();
}
