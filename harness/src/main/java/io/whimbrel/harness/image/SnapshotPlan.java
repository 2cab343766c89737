package io.whimbrel.harness.image;

/**
 * Which snapshots are to be taken of a guest that runs.
 *
 * @param kind     how each is taken and kept
 * @param count    how many
 * @param everyNs  how long the guest runs before each, and how long each is kept
 * @param rollBack whether the guest is brought back to each
 */
public record SnapshotPlan(SnapshotKind kind, int count, long everyNs, boolean rollBack) {}
