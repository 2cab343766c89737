package io.whimbrel.results.record;

/**
 * One snapshot of a guest that ran. Times are nanoseconds.
 *
 * @param guestTimeNs          its instant, since the guest was started
 * @param pauseNs              from asking the vCPUs to stop until letting them run
 * @param durationNs           from asking the vCPUs to stop until the snapshot was given up, or all of it was copied
 * @param pagesWritten         distinct pages that the guest wrote while it lasted; null where that is not known, since all
 *                             was copied in the pause
 * @param pagesSaved           pages copied because the guest was about to write them; null as before
 * @param copiesPerPageWritten pages saved by distinct pages written; null as before, and where none was
 * @param pagesCopied          pages copied otherwise, without those that are zero: in the pause, or beside the guest
 * @param memoryHeldBytes      memory that copies have taken up, at the most
 * @param copyNs               how long it took to copy the memory beside the guest; null where it was not
 * @param rollBackNs           how long it took to bring the guest back to it; null where it was not
 * @param pagesRestored        pages that differed then; null as before
 * @param verified             whether the guest that was brought back, or else what the snapshot held, was proved
 * @param verification         the proof
 */
public record SnapshotRecord(long guestTimeNs, long pauseNs, long durationNs, Long pagesWritten, Long pagesSaved,
        Double copiesPerPageWritten, long pagesCopied, long memoryHeldBytes, Long copyNs, Long rollBackNs,
        Long pagesRestored, boolean verified, VerificationRecord verification) {}
