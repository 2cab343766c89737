package io.whimbrel.engine.observe;

import io.whimbrel.engine.policy.Convergence;

/** Something that happened in a migration. Times are nanoseconds on the clock of the side that tells. */
public sealed interface MigrationEvent {

    /**
     * When it happened.
     *
     * @return nanoseconds
     */
    long timeNs();

    /**
     * One side entered a state.
     *
     * @param timeNs when
     * @param state  the state
     * @param detail why, or an empty text
     */
    record SourceEntered(long timeNs, SourceState state, String detail) implements MigrationEvent {}

    /**
     * The destination entered a state.
     *
     * @param timeNs when
     * @param state  the state
     * @param detail why, or an empty text
     */
    record DestinationEntered(long timeNs, DestinationState state, String detail) implements MigrationEvent {}

    /**
     * A round has ended.
     *
     * @param timeNs when
     * @param record what happened in it
     */
    record RoundEnded(long timeNs, RoundRecord record) implements MigrationEvent {}

    /**
     * The convergence policy has decided.
     *
     * @param timeNs     when
     * @param round      the round just ended
     * @param dirtyPages pages that remain
     * @param decision   what comes next
     */
    record Decided(long timeNs, int round, long dirtyPages, Convergence.Decision decision) implements MigrationEvent {}
}
