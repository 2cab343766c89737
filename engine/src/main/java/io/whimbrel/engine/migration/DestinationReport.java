package io.whimbrel.engine.migration;

import io.whimbrel.engine.observe.DestinationState;

/**
 * What the destination has to say of a migration. Times are nanoseconds on the destination's clock, 0 for never.
 *
 * @param state          where it stands
 * @param reason         why it ended, or an empty text
 * @param helloAtNs      the source greeted
 * @param readyAtNs      the memory was there
 * @param arrivedAtNs    everything had arrived
 * @param preparedAtNs   the guest could be let run: it had been read back from the file, where it went as an image
 * @param resumedAtNs    the vCPUs were let run
 * @param completedAtNs  the last page was here; 0 unless pages were fetched after the guest ran
 * @param pagesApplied   pages applied, repetitions included
 * @param bytesReceived  bytes of the frames applied
 * @param pagesRequested pages asked for because a vCPU stood still for them
 * @param renewals       how often the link was renewed after a cut
 */
public record DestinationReport(DestinationState state, String reason, long helloAtNs, long readyAtNs,
        long arrivedAtNs, long preparedAtNs, long resumedAtNs, long completedAtNs, long pagesApplied,
        long bytesReceived,
        long pagesRequested, int renewals) {}
