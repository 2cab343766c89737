package io.whimbrel.harness.scenario;

/**
 * How it is migrated: references to plug-ins, and a limit.
 *
 * @param strategy    what is done while the guest still runs
 * @param sync        when dirty bits are read
 * @param order       which page is sent next
 * @param encoding    how a page is put on the wire
 * @param convergence when the rounds end
 * @param throttle    how much the guest is slowed
 * @param rate        how fast pages may be sent
 * @param workingSet  how the working set is estimated
 * @param predictor   how the downtime is predicted
 * @param prefetch    which absent page is pushed next, in post-copy
 * @param timeoutNs   a migration that takes longer is given up
 */
public record MigrationSettings(String strategy, String sync, String order, String encoding, String convergence,
        String throttle, String rate, String workingSet, String predictor, String prefetch,
        long timeoutNs) {}
