package io.whimbrel.results.record;

/**
 * The guest as its clients felt it.
 *
 * @param rateAskedPerSecond    operations per second that were meant to start
 * @param rateAchievedPerSecond operations per second that ended, over all phases
 * @param before                before the migration was requested
 * @param during                from the request until the destination has it all and runs
 * @param after                 after the migration
 * @param longestGapBeforeNs    longest time before the migration in which no operation ended, nanoseconds: the yardstick
 *                              for the perceived downtime
 * @param timeToResponsivenessNs from asking the vCPUs to stop until the beginning of the first second after they ran again
 *                              in which the guest did 95 % of the least that it had done in a second before the request, a
 *                              tenth of a second counting for no more than the busiest before; nanoseconds, to a tenth of
 *                              a second, never less than the downtime; null where there was none, and where less than a
 *                              second was measured before, or one in which nothing was done
 * @param backlogNs             how far behind its intended starts the guest was at the end; latencies leave out the
 *                              operations of a backlog but for the oldest, so a large one means a longer measurement
 *                              after the migration is needed; null where the guest was not heard of to the end
 * @param dropped               operations that were executed and of which nothing is left: the guest began anew
 */
public record OperationsRecord(Double rateAskedPerSecond, Double rateAchievedPerSecond, LatencyRecord before,
        LatencyRecord during, LatencyRecord after, Long longestGapBeforeNs,
        Long timeToResponsivenessNs, Long backlogNs, long dropped) {}
