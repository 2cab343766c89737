package io.whimbrel.harness.end;

import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.verify.ReplayVerdict;

/**
 * How it went at the destination.
 *
 * @param migration what the engine reports
 * @param guest     what its clients have seen here; null when it never ran here
 * @param faults    what the absence of pages cost it; null where none was fetched while it ran
 * @param link      what the link has to say
 * @param verdict   the proof, where the guest ran here; null where it did not
 */
public record DestinationOutcome(DestinationReport migration, GuestFindings guest, FaultFindings faults,
        LinkFindings link,
        ReplayVerdict verdict) {}
