package io.whimbrel.results.score;

/**
 * How a migration really went.
 *
 * @param converged   whether the rest came to fit the downtime limit; without that there is nothing else to compare
 * @param totalTimeNs from the first page until the source was free, nanoseconds
 * @param bytes       bytes sent, headers included
 * @param downtimeNs  from asking the vCPUs to stop until they ran at the destination, nanoseconds
 */
public record Measured(boolean converged, long totalTimeNs, long bytes, long downtimeNs) {

    /** A migration that was given up. */
    public static final Measured NEVER = new Measured(false, 0, 0, 0);
}
