package io.whimbrel.engine.migration;

import io.whimbrel.engine.observe.DestinationState;

/**
 * What the destination has to say of a migration. Times are nanoseconds on the destination's clock, 0 for never.
 *
 * @param state          where it stands
 * @param reason         why it ended, or an empty text
 * @param helloAtNs      the source greeted
 * @param readyAtNs      the memory was there
 * @param preparedAtNs   everything had arrived
 * @param resumedAtNs    the vCPUs were let run
 * @param batches        batches applied
 * @param pagesApplied   pages applied, repetitions included
 * @param bytesReceived  bytes of the frames applied
 */
public record DestinationReport(DestinationState state, String reason, long helloAtNs, long readyAtNs,
        long preparedAtNs, long resumedAtNs, long batches, long pagesApplied, long bytesReceived) {}
