package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.migration.PushReport;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.FaultFindings;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.results.record.RegretRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class HindsightTest {

    private static final long MS = 1_000_000;
    private static final int PAGES = 4_096;
    private static final RoundRecord NOTHING_WHILE_PAUSED = round(true, 0, 0);
    private static final PushReport PUSH = new PushReport(PAGES, 96, 4_000, 0, 16_000_000, 0);

    private static RoundRecord round(final boolean paused, final long durationNs, final long bytesSent) {
        return new RoundRecord(1, paused, 105 * MS, durationNs, 0, PAGES, 0, 0, 0, bytesSent, 0, Long.MAX_VALUE, -1,
                -1);
    }

    /** Handed over after 110 ms, whole at the destination 200 ms later; one vCPU stood still for 90 ms in between. */
    private static RegretRecord regret(final RoundRecord first, final PushReport push, final String... assignments) {
        final SourceReport report = new SourceReport(SourceState.COMPLETED, "", 1, 100 * MS, 105 * MS, 105 * MS,
                false, 106 * MS, 107 * MS, 108 * MS, 109 * MS, 110 * MS, 111 * MS, 310 * MS, 0, PAGES / 16, PAGES, 0,
                16_000_000, List.of(first), push, null);
        final FaultFindings faults = new FaultFindings(FaultFindings.NONE.stages(), 96, 0, 0, 900, List.of(90 * MS),
                null);
        final Pair pair = new Pair(new SourceOutcome(report, null, null, null),
                new DestinationOutcome(
                        new DestinationReport(DestinationState.RUNNING, "", 1, 2, 3, 3, 4, 0, 6, 7, 0, 0),
                        null, faults, null, null),
                List.of(), Whereabouts.KNOWN, null);
        return new Hindsight(Catalogs.BUILT_IN).regret(Small.variant(assignments), pair);
    }

    @Test
    void shouldTakeALinkWithoutACapForWhatThePushHasReached() {
        final RegretRecord regret = regret(NOTHING_WHILE_PAUSED, PUSH, "link.bandwidth=unlimited");
        assertEquals(8e7, regret.bandwidthBytesPerSecond());
        assertTrue(regret.optimalStallNs() > 0 && regret.optimalStallNs() < 210 * MS, regret::toString);
        assertEquals(90 * MS, regret.optimalStallNs() + regret.stallNs());
        assertEquals(regret(NOTHING_WHILE_PAUSED, PUSH, "link.bandwidth=80MB/s"), regret);
    }

    @Test
    void shouldTakeALinkWithoutACapForWhatTheFirstRoundHasReachedWhileTheGuestRan() {
        assertEquals(1.6e8, regret(round(false, 100 * MS, 16_000_000), PUSH, "link.bandwidth=unlimited")
                .bandwidthBytesPerSecond());
    }

    @Test
    void shouldClaimNothingOfALinkOverWhichNothingWent() {
        assertNull(regret(NOTHING_WHILE_PAUSED, new PushReport(PAGES, 0, 0, 0, 0, 0), "link.bandwidth=unlimited"));
        assertNull(regret(NOTHING_WHILE_PAUSED, null, "link.bandwidth=unlimited"));
    }

    @Test
    void shouldJudgeByStallsAGuestThatWasHandedOverWhenAllOfItsPagesWereThere() {
        final RegretRecord regret = regret(round(false, 100 * MS, 16_000_000), new PushReport(0, 0, 0, 0, 0, 0));
        assertEquals(0, regret.optimalStallNs());
        assertEquals(0, regret.headlineNs());
        assertNull(regret.downtimeNs());
    }

    @Test
    void shouldTakeTheLinkForNoFasterThanTheRatePolicyAllows() {
        assertEquals(5e7, regret(NOTHING_WHILE_PAUSED, PUSH, "link.bandwidth=unlimited",
                "migration.rate=fixed(cap=50MB/s)").bandwidthBytesPerSecond());
        assertEquals(8e7, regret(NOTHING_WHILE_PAUSED, PUSH, "link.bandwidth=80MB/s",
                "migration.rate=fixed(cap=90MB/s)").bandwidthBytesPerSecond());
        assertNotNull(regret(NOTHING_WHILE_PAUSED, null, "link.bandwidth=80MB/s"));
    }
}
