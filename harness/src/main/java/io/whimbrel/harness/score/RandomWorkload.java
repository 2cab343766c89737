package io.whimbrel.harness.score;

import io.whimbrel.harness.scenario.Variant;

/**
 * A guest, and how it is migrated.
 *
 * @param variant        both
 * @param bytesPerSecond what the link carries
 * @param rho            pages written for each page that the link carries
 * @param limitNs        the downtime limit, nanoseconds
 */
public record RandomWorkload(Variant variant, long bytesPerSecond, double rho, long limitNs) {}
