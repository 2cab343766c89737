package io.whimbrel.results.record;

/**
 * What the downtime was spent on, in the order of its parts.
 *
 * @param lastSyncNs         finding the last dirty pages, nanoseconds
 * @param residualTransferNs sending them, nanoseconds
 * @param prepareNs          from the execution state being sent until the destination confirmed that it holds everything
 * @param commitNs           handing over the ownership, nanoseconds
 * @param activationNs       from the ownership arriving until the guest runs, nanoseconds
 */
public record DowntimeRecord(Long lastSyncNs, Long residualTransferNs, Long prepareNs, Long commitNs,
        Long activationNs) {}
