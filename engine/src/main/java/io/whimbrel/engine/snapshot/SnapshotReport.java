package io.whimbrel.engine.snapshot;

/**
 * What a snapshot has cost.
 *
 * @param pauseNs              from asking the vCPUs to stop to letting them run
 * @param durationNs           from asking the vCPUs to stop to the end of the snapshot: until then it could be read
 * @param distinctPagesWritten pages that the guest has written while it lasted
 * @param pagesCopiedOnWrite   pages that a vCPU saved before its first write; fewer than were written if the reader had
 *                             released some before, and if memory ran out
 * @param pagesCopied          pages copied otherwise: in the pause of a full snapshot, or to the copy of a virtual one, without
 *                             those that are zero; of a virtual one without a copy, pages read
 * @param memoryHeldBytes      memory that copies have taken up, at the most
 */
public record SnapshotReport(long pauseNs, long durationNs, long distinctPagesWritten, long pagesCopiedOnWrite,
        long pagesCopied, long memoryHeldBytes) {}
