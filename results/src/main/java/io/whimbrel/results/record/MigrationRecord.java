package io.whimbrel.results.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * One migration. Durations are in nanoseconds and null where the migration did not get so far.
 *
 * @param strategy           its name
 * @param outcome            how it ended
 * @param reason             one line saying why; null for a plain success
 * @param verified           whether the guest was proved bit-identical
 * @param verification       the proof; null where none was reached
 * @param pausedByOrder      whether the guest was paused by an order from outside, and not when the strategy saw fit;
 *                           null where it was not paused
 * @param totalTimeNs        from the request until the source may free the memory
 * @param setupTimeNs        from the request until the destination was ready for pages
 * @param downtimeNs         from asking the vCPUs to stop at the source until letting them run at the destination
 * @param downtime           its parts
 * @param clockUncertaintyNs how far the two clocks may be apart; 0 when they are one clock
 * @param perceivedDowntimeNs longest time that touches the migration in which a vCPU completed no operation: the worst
 *                           of them; null where the guest was not heard of to the end of the measurement
 * @param bytesSent          bytes put on the link, headers included
 * @param pagesSent          pages sent, zero pages and repetitions among them
 * @param zeroPages          pages sent as zero pages
 * @param pagesSkipped       pages left for a later round because they were dirty again
 * @param amplification      bytes sent by bytes of guest memory
 * @param rounds             every round, the one with the guest paused last
 * @param operations         the guest as its clients felt it; null where it was not measured
 * @param postcopy           what happened after the guest ran without all of its pages; null where it never did, and for a guest
 *                           that was lost
 * @param regret             what it cost beyond the clairvoyant optimum; null where it did not complete
 * @param stolenCpuNs        processor time, of all processors together, that the hypervisor gave to others, from the
 *                           measurement's beginning until the guest was stopped at its end, to 10 ms a processor; null in
 *                           virtual time, where either was not reached, and where the kernel does not tell
 * @param decisionTraceSha256 digest over everything that both ends have decided, with the virtual times; null in real time
 * @param counters           the link's counters, by end: {@code source}, {@code destination}
 * @param errors             what the link's error log held, one line each
 */
public record MigrationRecord(String strategy, Outcome outcome, String reason, boolean verified,
        VerificationRecord verification, Boolean pausedByOrder, Long totalTimeNs, Long setupTimeNs, Long downtimeNs,
        DowntimeRecord downtime, Long clockUncertaintyNs, Long perceivedDowntimeNs, Long bytesSent, Long pagesSent,
        Long zeroPages,
        Long pagesSkipped, Double amplification, List<RoundRecord> rounds, OperationsRecord operations,
        PostcopyRecord postcopy, RegretRecord regret, Long stolenCpuNs, String decisionTraceSha256,
        Map<String, Map<String, Long>> counters, List<String> errors) {

    /** Copies the collections. */
    public MigrationRecord {
        rounds = List.copyOf(rounds);
        counters = Map.copyOf(counters);
        errors = List.copyOf(errors);
    }

    /**
     * A migration of which nothing is known but how it ended.
     *
     * @param strategy its name
     * @param outcome  how it ended
     * @param reason   one line saying why
     * @return the record
     */
    public static MigrationRecord without(final String strategy, final Outcome outcome, final String reason) {
        return new MigrationRecord(strategy, outcome, reason, false, null, null, null, null, null, null, null, null,
                null, null, null, null, null, List.of(), null, null, null, null, null, Map.of(), List.of());
    }

    /**
     * The same migration, judged.
     *
     * @param judgement what it cost beyond the clairvoyant optimum; null where it did not complete
     * @return the record with it
     */
    public MigrationRecord withRegret(final RegretRecord judgement) {
        return with(judgement, stolenCpuNs);
    }

    /**
     * The same migration, on the machine that it had to share.
     *
     * @param ns how much of its processor time others had, nanoseconds; null when that is not known
     * @return the record with it
     */
    public MigrationRecord withStolenCpu(final Long ns) {
        return with(regret, ns);
    }

    private MigrationRecord with(final RegretRecord judgement, final Long stolenNs) {
        return new MigrationRecord(strategy, outcome, reason, verified, verification, pausedByOrder, totalTimeNs,
                setupTimeNs, downtimeNs, downtime, clockUncertaintyNs, perceivedDowntimeNs, bytesSent, pagesSent,
                zeroPages,
                pagesSkipped, amplification, rounds, operations, postcopy, judgement, stolenNs, decisionTraceSha256,
                counters, errors);
    }

    /**
     * Whether it did all that a run asks for.
     *
     * @return true when it completed and was verified
     */
    @JsonIgnore
    public boolean good() {
        return outcome == Outcome.COMPLETED && verified;
    }
}
