package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.presence.Fault;
import io.whimbrel.engine.presence.FaultLog;
import io.whimbrel.engine.presence.FaultLog.Stage;
import io.whimbrel.engine.presence.FaultPort;
import java.util.EnumMap;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the absence of pages cost a guest.
 *
 * @param stages       the stages of its faults, in nanoseconds, over all vCPUs
 * @param faults       faults
 * @param overtaken    faults that ended by a page that came by the push, and not by an answer
 * @param shared       faults for a page for which another vCPU stood still as well, without one for each page
 * @param touchedPages pages that the guest accessed before all of them were there
 * @param blockedNs   how long each vCPU stood still
 * @param longest     the longest of all faults; null when there was none
 */
public record FaultFindings(Map<Stage, Histogram> stages, long faults, long overtaken, long shared,
        long touchedPages, List<Long> blockedNs, Fault longest) {

    /** Of a guest of which no page was absent when it was let run. */
    public static final FaultFindings NONE = none();

    private static FaultFindings none() {
        final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
        for (final Stage stage : Stage.values()) {
            stages.put(stage, new Histogram(1));
        }
        return new FaultFindings(stages, 0, 0, 0, 0, List.of(), null);
    }

    /**
     * Looks at a guest that stands still.
     *
     * @param guest whose pages were fetched while it ran
     * @return findings
     */
    public static FaultFindings of(final Guest guest) {
        final List<FaultLog> logs = guest.faults().ports().stream().map(FaultPort::log).toList();
        final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
        for (final Stage stage : Stage.values()) {
            final Histogram all = logs.getFirst().stage(stage);
            logs.stream().skip(1).forEach(log -> all.add(log.stage(stage)));
            stages.put(stage, all);
        }
        return new FaultFindings(stages, logs.stream().mapToLong(FaultLog::faults).sum(),
                logs.stream().mapToLong(FaultLog::overtaken).sum(), guest.faults().sharedFaults(),
                guest.faults().presence().touchedPages(),
                logs.stream().map(FaultLog::blockedNs).toList(),
                logs.stream().map(FaultLog::longest).filter(Objects::nonNull)
                        .max(Comparator.comparingLong(Fault::totalNs)).orElse(null));
    }
}
