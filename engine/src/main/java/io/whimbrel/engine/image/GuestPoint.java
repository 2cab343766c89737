package io.whimbrel.engine.image;

import io.whimbrel.engine.snapshot.ExecutionState;

/**
 * A point in a guest's life, but for its memory: what is needed, beside the pages, to let it go on from there.
 *
 * @param guest the guest's description, opaque to the engine
 * @param vcpus number of virtual CPUs
 * @param state execution state, and when it was
 */
public record GuestPoint(String guest, int vcpus, ExecutionState state) {}
