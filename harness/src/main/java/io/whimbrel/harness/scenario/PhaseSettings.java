package io.whimbrel.harness.scenario;

/**
 * How long the guest runs around the migration.
 *
 * @param warmUpNs unmeasured, nanoseconds
 * @param beforeNs measured before the migration, nanoseconds
 * @param afterNs  measured after it, nanoseconds
 */
public record PhaseSettings(long warmUpNs, long beforeNs, long afterNs) {}
