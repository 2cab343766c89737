package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.migration.PushReport;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.verify.PageWriter;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.GuestFindings;
import io.whimbrel.harness.end.LinkFindings;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import io.whimbrel.results.record.PostcopyRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationRecordsTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(16 << 20, 4096);
    private static final ReplayVerdict SAME = new ReplayVerdict(GEOMETRY, 600, 0, ReplayVerdict.NONE, null, List.of());
    private static final ReplayVerdict DIFFERENT = new ReplayVerdict(GEOMETRY, 600, 1, 8200, new PageWriter(0, 3),
            List.of());

    @Test
    void shouldSplitTheDowntimeIntoPartsThatAddUp() {
        final MigrationRecord record = record(completed(), destination(SAME), false);
        assertTrue(record.good());
        assertFalse(record.pausedByOrder());
        assertEquals(1_000, record.setupTimeNs());
        assertEquals(700, record.downtimeNs());
        assertEquals(record.downtimeNs(), record.downtime().quiesceNs() + record.downtime().lastSyncNs()
                + record.downtime().residualTransferNs() + record.downtime().prepareNs()
                + record.downtime().handoverNs());
        assertEquals(9_000, record.totalTimeNs());
    }

    @Test
    void shouldPutTheTwoEndsTogether() {
        final MigrationRecord record = record(completed(), destination(SAME), false);
        assertEquals(2, record.operations().before().count());
        assertEquals(2, record.operations().during().count());
        assertEquals(2.5, record.amplification(), 1e-9);
        assertEquals(77, record.perceivedDowntimeNs());
        assertEquals(6 * 1e9 / 4_000, record.operations().rateAchievedPerSecond(), 1);
        assertEquals(1L, record.counters().get("source").get("framesSent"));
        assertEquals(List.of("source: an error", "destination: an error"), record.errors());
        assertNull(record.rounds().getFirst().rateCapBytesPerSecond());
        assertNull(record.rounds().getFirst().expectedDowntimeNs());
    }

    @Test
    void shouldNameThePageThatDiffers() {
        final MigrationRecord record = record(completed(), destination(DIFFERENT), false);
        assertEquals(Outcome.COMPLETED, record.outcome());
        assertFalse(record.verified());
        assertEquals(2, record.verification().firstDifferingPage());
    }

    @ParameterizedTest
    @CsvSource({"cancelled, CANCELLED", "did not converge within the time limit, NOT_CONVERGED",
        "the convergence policy gave up: the migration does not converge, NOT_CONVERGED",
        "the destination has fallen silent, FAILED"})
    void shouldTellWhyTheGuestStayed(final String reason, final Outcome outcome) {
        final MigrationRecord record = record(source(SourceState.FAILED, reason, SAME), null, false);
        assertEquals(outcome, record.outcome());
        assertEquals(reason, record.reason());
        assertTrue(record.verified());
        assertNull(record.downtimeNs());
        assertNull(record.pausedByOrder());
    }

    @Test
    void shouldClaimNothingInDoubt() {
        final MigrationRecord record = record(null, null, true);
        assertEquals(Outcome.IN_DOUBT, record.outcome());
        assertFalse(record.verified());
        assertEquals("a trouble", record.reason());
    }

    @ParameterizedTest
    @CsvSource({"IN_DOUBT", "LOST"})
    void shouldClaimNoDowntimeOfAGuestThatWasNotHeardOfAgain(final Whereabouts whereabouts) {
        final MigrationRecord record = new MigrationRecords(Small.variant(), new Pair(
                source(SourceState.DISCARDED, "dropped", null), null, List.of("a trouble"), whereabouts, null))
                .record();
        assertNull(record.perceivedDowntimeNs());
        assertNull(record.operations().backlogNs());
        assertEquals(1, record.operations().before().count());
    }

    @Test
    void shouldTellTheDowntimeOfAGuestThatStayed() {
        final MigrationRecord record = record(source(SourceState.FAILED, "cancelled", SAME), null, false);
        assertEquals(10, record.perceivedDowntimeNs());
        assertEquals(0, record.operations().backlogNs());
    }

    @Test
    void shouldTellThatNobodyWaitedForPagesWhereAllWereThere() {
        final PostcopyRecord postcopy = record(source(SourceState.COMPLETED, "", null,
                new PushReport(0, 0, 0, 0, 0, 0)), destination(SAME), false).postcopy();
        assertEquals(0, postcopy.stallNs());
        assertEquals(0, postcopy.fault().count());
        assertNull(postcopy.faultShare());
        assertNull(record(completed(), destination(SAME), false).postcopy());
    }

    private static MigrationRecord record(final SourceOutcome source, final DestinationOutcome destination,
            final boolean inDoubt) {
        return new MigrationRecords(Small.variant(), new Pair(source, destination,
                inDoubt ? List.of("a trouble") : List.of(),
                inDoubt ? Whereabouts.IN_DOUBT : Whereabouts.KNOWN, null)).record();
    }

    private static SourceOutcome completed() {
        return source(SourceState.COMPLETED, "", null);
    }

    private static SourceOutcome source(final SourceState state, final String reason, final ReplayVerdict verdict) {
        return source(state, reason, verdict, null);
    }

    private static SourceOutcome source(final SourceState state, final String reason, final ReplayVerdict verdict,
            final PushReport push) {
        final boolean done = state == SourceState.COMPLETED;
        final SourceReport report = new SourceReport(state, reason, 100, 1_000, 2_000, done ? 5_000 : 0, false,
                done ? 5_100 : 0,
                done ? 5_200 : 0, done ? 5_400 : 0, done ? 5_600 : 0, done ? 5_600 : 0, done ? 5_700 : 0,
                done ? 10_000 : 0, 0, 3, 4, 1, 5 << 23,
                List.of(new RoundRecord(1, false, 2_000, 3_000, 1, 4_096, 4_096, 1, 0, 5 << 23, 0, Long.MAX_VALUE,
                        -1, -1)),
                push, null);
        return new SourceOutcome(report, findings(0, 10), link("framesSent"), verdict);
    }

    private static DestinationOutcome destination(final ReplayVerdict verdict) {
        return new DestinationOutcome(new DestinationReport(DestinationState.RUNNING, "", 1, 2, 3, 3, 4, 0, 6, 7, 0, 0),
                findings(0, 77), null, link("framesReceived"), verdict);
    }

    private static GuestFindings findings(final long measuredFromNs, final long gapNs) {
        final Map<Phase, Histogram> latencies = new EnumMap<>(Phase.class);
        final Map<Phase, Long> gaps = new EnumMap<>(Phase.class);
        for (final Phase phase : Phase.values()) {
            final Histogram one = new Histogram(3);
            one.recordValue(5);
            latencies.put(phase, one);
            gaps.put(phase, gapNs);
        }
        return new GuestFindings(latencies, gaps, List.of(), measuredFromNs, 4_000, 0);
    }

    private static LinkFindings link(final String counter) {
        return new LinkFindings(Map.of(counter, 1L), Map.of(), List.of(), List.of("an error"));
    }
}
