package io.whimbrel.results.record;

/**
 * What the downtime was spent on, in the order of its parts.
 *
 * @param quiesceNs          from asking the vCPUs to stop until all of them stood still, nanoseconds
 * @param lastSyncNs         finding the last dirty pages, nanoseconds
 * @param suspendNs          writing the guest to a file, nanoseconds; null for one that went page by page, or was
 *                           stopped
 * @param residualTransferNs sending them, nanoseconds
 * @param restoreNs          completing the file at the destination and reading it back, nanoseconds; null for a guest
 *                           that went page by page
 * @param prepareNs          from the execution state being sent until the destination confirmed that it holds everything,
 *                           but for restoring it
 * @param handoverNs         from giving the ownership up until the vCPUs were let run at the destination, nanoseconds
 */
public record DowntimeRecord(Long quiesceNs, Long lastSyncNs, Long suspendNs, Long residualTransferNs,
        Long restoreNs, Long prepareNs, Long handoverNs) {}
