package io.whimbrel.engine.protocol;

/**
 * What a source announces when the guest's state and all pages that go before it are sent.
 *
 * @param batches       batches sent
 * @param pages         pages sent, repetitions included
 * @param digest        over the batches
 * @param guestStartNs  source's clock: when the guest was started
 * @param measureFromNs guest time from which operations count as during the migration
 * @param absentPages   pages that are to be fetched after the guest runs; 0 when none is
 */
public record Announcement(long batches, long pages, long digest, long guestStartNs, long measureFromNs,
        long absentPages) {}
