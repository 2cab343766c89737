package io.whimbrel.results.record;

/**
 * What the downtime was spent on, in the order of its parts.
 *
 * @param quiesceNs          from asking the vCPUs to stop until all of them stood still, nanoseconds
 * @param lastSyncNs         finding the last dirty pages, nanoseconds
 * @param residualTransferNs sending them, nanoseconds
 * @param prepareNs          from the execution state being sent until the destination confirmed that it holds everything
 * @param handoverNs         from giving the ownership up until the vCPUs were let run at the destination, nanoseconds
 */
public record DowntimeRecord(Long quiesceNs, Long lastSyncNs, Long residualTransferNs, Long prepareNs,
        Long handoverNs) {}
