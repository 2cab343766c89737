package io.whimbrel.harness.run;

import io.whimbrel.engine.migration.PushReport;
import io.whimbrel.engine.presence.Fault;
import io.whimbrel.engine.presence.FaultLog.Stage;
import io.whimbrel.harness.end.FaultFindings;
import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.LongestFaultRecord;
import io.whimbrel.results.record.PostcopyRecord;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Makes one record of what there is to say of a guest that ran without all of its pages, and of how they came. */
public final class PostcopyRecords {

    private static final Map<Stage, String> TAGS = tags();

    private PostcopyRecords() {}

    private static Map<Stage, String> tags() {
        final Map<Stage, String> tags = new LinkedHashMap<>();
        tags.put(Stage.TOTAL, "fault");
        for (final Stage stage : EnumSet.range(Stage.REQUEST, Stage.WAKE)) {
            tags.put(stage, "fault-" + stage.name().toLowerCase(Locale.ROOT));
        }
        return tags;
    }

    /** Null where the guest was not handed over so, and where the destination has not lived to tell what it waited for. */
    static PostcopyRecord of(final Pair pair) {
        final FaultFindings faults = faults(pair);
        return faults == null ? null : of(pair.source().migration().push(), faults);
    }

    private static FaultFindings faults(final Pair pair) {
        final PushReport push = pair.source() == null ? null : pair.source().migration().push();
        if (push == null || pair.destination() == null) {
            return null;
        }
        return push.absentPages() == 0 ? FaultFindings.NONE : pair.destination().faults();
    }

    /** How long faults lasted, and the stages of those answered, by tag; empty where there is no record. */
    static Map<String, Histogram> histograms(final Pair pair) {
        final FaultFindings faults = faults(pair);
        final Map<String, Histogram> histograms = new LinkedHashMap<>();
        if (faults != null) {
            TAGS.forEach((stage, tag) -> histograms.put(tag, faults.stages().get(stage)));
        }
        return histograms;
    }

    /**
     * Puts both sides together.
     *
     * @param push   how the pages came
     * @param faults what waiting for them cost the guest
     * @return the record
     */
    public static PostcopyRecord of(final PushReport push, final FaultFindings faults) {
        // A page that was demanded was touched, and not there; one that was overtaken was pushed, and too late.
        final long pushedAndTouched = Math.max(0, faults.touchedPages() - push.demandedPages());
        final long inTime = Math.max(0, faults.touchedPages() - faults.faults());
        return new PostcopyRecord(push.absentPages(), push.demandedPages(), push.pushedPages(),
                push.needlessRequests(), faults.shared(), push.needlessRequests() + faults.shared(), push.renewals(),
                faults.touchedPages(), faults.faults(), faults.overtaken(),
                share(faults.faults(), faults.touchedPages()), share(inTime, faults.touchedPages()),
                share(pushedAndTouched, push.pushedPages()), share(inTime, pushedAndTouched),
                total(faults), stage(faults, Stage.REQUEST), stage(faults, Stage.QUEUE),
                stage(faults, Stage.TRANSFER), stage(faults, Stage.APPLY), stage(faults, Stage.WAKE),
                longest(faults.longest()), faults.blockedNs());
    }

    /** The histogram rounds up; the longest fault is known exactly. */
    private static LatencyRecord total(final FaultFindings faults) {
        final LatencyRecord total = stage(faults, Stage.TOTAL);
        return faults.longest() == null ? total : total.withMaxNs(faults.longest().totalNs());
    }

    private static LongestFaultRecord longest(final Fault fault) {
        if (fault == null) {
            return null;
        }
        return fault.overtaken()
                ? LongestFaultRecord.overtaken(fault.page(), fault.sinceNs(), fault.totalNs())
                : new LongestFaultRecord(fault.page(), fault.sinceNs(), fault.totalNs(), fault.requestNs(),
                        fault.queueNs(), fault.transferNs(), fault.applyNs(), fault.wakeNs(), fault.overtaken());
    }

    private static Double share(final long part, final long whole) {
        return whole == 0 ? null : Double.valueOf((double) part / whole);
    }

    private static LatencyRecord stage(final FaultFindings faults, final Stage stage) {
        return LatencyRecord.of(faults.stages().get(stage));
    }
}
