package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.whimbrel.engine.migration.PushReport;
import io.whimbrel.engine.presence.Fault;
import io.whimbrel.engine.presence.FaultLog.Stage;
import io.whimbrel.harness.end.FaultFindings;
import io.whimbrel.results.record.LatencyRecord;
import io.whimbrel.results.record.LongestFaultRecord;
import io.whimbrel.results.record.PostcopyRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PostcopyRecordsTest {

    private static final PushReport PUSH = new PushReport(1_000, 60, 940, 7, 4_000_000, 2);
    private static final Fault LONGEST = new Fault(9, 5_000, 1_003, 501, 102, 203, 104, 93, false);

    /** Of each stage as many latencies as its number, each of a hundred times its number. */
    private static Map<Stage, Histogram> stages() {
        final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
        for (final Stage stage : Stage.values()) {
            final Histogram histogram = new Histogram(2);
            histogram.recordValueWithCount(100 * (stage.ordinal() + 1), stage.ordinal() + 1);
            stages.put(stage, histogram);
        }
        return stages;
    }

    private static PostcopyRecord record(final Fault longest) {
        return PostcopyRecords.of(PUSH, new FaultFindings(stages(), 100, 40, 3, 250, List.of(3_000L, 8_000L), longest));
    }

    @Test
    void shouldTakeEachNumberFromWhereItWasCounted() {
        final PostcopyRecord record = record(LONGEST);
        assertEquals(1_000, record.absentPages());
        assertEquals(60, record.pagesDemanded());
        assertEquals(940, record.pagesPushed());
        assertEquals(7, record.requestsNeedless());
        assertEquals(3, record.requestsSpared());
        assertEquals(10, record.duplicatesAvoided());
        assertEquals(2, record.renewals());
        assertEquals(250, record.pagesTouched());
        assertEquals(100, record.faults());
        assertEquals(40, record.faultsOvertaken());
        assertEquals(List.of(3_000L, 8_000L), record.blockedNs());
        assertEquals(8_000, record.stallNs());
    }

    @Test
    void shouldJudgeThePrefetcherByThePagesThatWereTouched() {
        final PostcopyRecord record = record(LONGEST);
        assertEquals(0.4, record.faultShare(), "100 faults of 250 pages");
        assertEquals(0.6, record.prefetchCoverage(), "150 of 250 pages were there");
        assertEquals(190.0 / 940, record.prefetchAccuracy(),
                "250 pages but for the 60 demanded were pushed and touched");
        assertEquals(150.0 / 190, record.prefetchTimeliness(), "40 of them came too late");
    }

    @Test
    void shouldKeepTheStagesApart() {
        final PostcopyRecord record = record(null);
        requireStage(Stage.REQUEST, record.faultRequest());
        requireStage(Stage.QUEUE, record.faultQueue());
        requireStage(Stage.TRANSFER, record.faultTransfer());
        requireStage(Stage.APPLY, record.faultApply());
        requireStage(Stage.WAKE, record.faultWake());
        requireStage(Stage.TOTAL, record.fault());
    }

    private static void requireStage(final Stage stage, final LatencyRecord latencies) {
        final int number = stage.ordinal() + 1;
        assertEquals(number, latencies.count());
        assertEquals(100 * number, latencies.p50Ns(), number);
    }

    @Test
    void shouldNotRoundTheLongestFaultUp() {
        assertEquals(703, record(null).fault().maxNs(), "what the histogram makes of 700");
        assertEquals(new LatencyRecord(7, 700L, 700L, 700L, 700L),
                record(new Fault(9, 0, 700, 0, 0, 0, 0, 0, true)).fault());
    }

    @Test
    void shouldTakeTheLongestFaultApart() {
        assertEquals(new LongestFaultRecord(9, 5_000, 1_003, 501L, 102L, 203L, 104L, 93L, false),
                record(LONGEST).longestFault());
        assertNull(record(null).longestFault());
    }

    @Test
    void shouldKnowNoStagesOfAFaultThatAPushedPageEnded() {
        assertEquals(new LongestFaultRecord(9, 5_000, 1_003, null, null, null, null, null, true),
                record(new Fault(9, 5_000, 1_003, 0, 0, 0, 0, 0, true)).longestFault());
    }

    @Test
    void shouldShareNothingAmongNoPages() {
        final PostcopyRecord record = PostcopyRecords.of(new PushReport(10, 0, 0, 0, 0, 0), FaultFindings.NONE);
        assertNull(record.faultShare());
        assertNull(record.prefetchCoverage());
        assertNull(record.prefetchAccuracy());
        assertNull(record.prefetchTimeliness());
        assertEquals(new LatencyRecord(0, null, null, null, null), record.fault());
    }
}
