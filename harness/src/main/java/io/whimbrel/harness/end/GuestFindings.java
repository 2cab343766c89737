package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.OperationLog;
import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.guest.Throughput;
import io.whimbrel.engine.guest.Vcpu;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the clients of a guest have seen at one end.
 *
 * @param latencies      of the operations executed at this end, by phase, in nanoseconds from the intended start
 * @param longestGapNs   longest time between two completed operations of a vCPU, by the phase it touches; the gap
 *                       across a migration is the destination's
 * @param operationsPerWindow operations completed in each whole window of {@link Throughput#WINDOW_NS} since the guest
 *                       was started, over all vCPUs, by those that ended here
 * @param measuredFromNs guest time at which the measurement began; 0 at a destination
 * @param endedAtNs      guest time at which the guest was stopped at this end
 * @param backlogNs      how far behind its intended starts the guest was when it was stopped for good; 0 at an end that
 *                       handed it over
 */
public record GuestFindings(Map<Phase, Histogram> latencies, Map<Phase, Long> longestGapNs,
        List<Long> operationsPerWindow, long measuredFromNs, long endedAtNs, long backlogNs) {

    /**
     * Looks at a guest that stands still and will run elsewhere.
     *
     * @param guest          the guest
     * @param measuredFromNs guest time at which the measurement began
     * @param nowNs          the time on the guest's clock
     * @return findings
     */
    public static GuestFindings handedOver(final Guest guest, final long measuredFromNs, final long nowNs) {
        return of(guest, measuredFromNs, nowNs, 0);
    }

    /**
     * Looks at a guest that stands still and will not run again.
     *
     * @param guest          the guest
     * @param measuredFromNs guest time at which the measurement began
     * @param nowNs          the time on the guest's clock
     * @return findings
     */
    public static GuestFindings ended(final Guest guest, final long measuredFromNs, final long nowNs) {
        return of(guest, measuredFromNs, nowNs, guest.endMeasurement());
    }

    private static GuestFindings of(final Guest guest, final long measuredFromNs, final long nowNs,
            final long backlogNs) {
        final Map<Phase, Histogram> latencies = new EnumMap<>(Phase.class);
        final Map<Phase, Long> gaps = new EnumMap<>(Phase.class);
        for (final Phase phase : Phase.values()) {
            final Histogram all = new Histogram(1, OperationLog.HIGHEST_LATENCY_NS, 3);
            long gap = 0;
            for (final Vcpu vcpu : guest.vcpus()) {
                all.add(vcpu.log().latencies(phase));
                gap = Math.max(gap, vcpu.log().longestGapNs(phase));
            }
            latencies.put(phase, all);
            gaps.put(phase, gap);
        }
        return new GuestFindings(latencies, gaps, operationsPerWindow(guest, nowNs - guest.startNs()), measuredFromNs,
                nowNs - guest.startNs(), backlogNs);
    }

    private static List<Long> operationsPerWindow(final Guest guest, final long endedAtNs) {
        final long[] sums = new long[Math.clamp(endedAtNs / Throughput.WINDOW_NS, 0, Throughput.WINDOWS)];
        guest.vcpus().forEach(vcpu -> vcpu.log().throughput().addTo(sums));
        return Arrays.stream(sums).boxed().toList();
    }
}
