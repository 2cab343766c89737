package io.whimbrel.workloads.pattern;

import io.whimbrel.workloads.random.RandomStream;

/**
 * Which item an operation goes to. An item is a page for a synthetic guest and a record for a key-value store; each
 * virtual CPU has items of its own, numbered from 0. Immutable: what changes is in the streams that it makes.
 */
public interface AccessPattern {

    /**
     * Begins a sequence of accesses.
     *
     * @param items  how many items there are, at least 1
     * @param random the randomness of this sequence alone
     * @return the sequence, which must be the same for the same arguments
     * @throws IllegalArgumentException in one line, when the pattern does not fit so few items
     */
    AccessStream over(long items, RandomStream random);
}
