package io.whimbrel.results.record;

/**
 * The proof that a migrated guest ended bit-identical to one that never moved.
 *
 * @param pagesCompared       pages of the guest compared with the replay
 * @param operationsReplayed  operations replayed on fresh memory
 * @param firstDifferingPage  page number; null when none differs
 * @param detail              one line saying what was found
 */
public record VerificationRecord(long pagesCompared, long operationsReplayed, Long firstDifferingPage, String detail) {}
