package io.whimbrel.harness.end;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.verify.ReplayVerdict;

/**
 * How it went at the source.
 *
 * @param migration what the engine reports
 * @param guest     what its clients have seen here
 * @param link      what the link has to say
 * @param verdict   the proof, where the guest has stayed here; null where it has not
 */
public record SourceOutcome(SourceReport migration, GuestFindings guest, LinkFindings link, ReplayVerdict verdict) {}
