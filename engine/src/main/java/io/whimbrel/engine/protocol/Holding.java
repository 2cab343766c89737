package io.whimbrel.engine.protocol;

/**
 * What a destination says that runs the guest and has every page of it.
 *
 * @param resumedAtNs   destination's clock: when the vCPUs were let run
 * @param completedAtNs destination's clock: when the last page was applied
 * @param attachment    the attachment that counts and digests are of
 * @param batches       batches of the data stream
 * @param digest        over them
 * @param urgentBatches batches of the urgent stream
 * @param urgentDigest  over them
 */
public record Holding(long resumedAtNs, long completedAtNs, int attachment, long batches, long digest,
        long urgentBatches, long urgentDigest) {}
