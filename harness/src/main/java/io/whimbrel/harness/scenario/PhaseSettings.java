package io.whimbrel.harness.scenario;

/**
 * How long the ends prepare, and the guest runs around the migration.
 *
 * @param rehearsalNs each end migrates small guests before the guest starts, at most so long, nanoseconds
 * @param warmUpNs    the guest runs unmeasured, nanoseconds
 * @param beforeNs    it is measured before the migration, nanoseconds
 * @param afterNs     it is measured after it, nanoseconds
 */
public record PhaseSettings(long rehearsalNs, long warmUpNs, long beforeNs, long afterNs) {}
