package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.run.EndOrders;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code whimbrel control} orders a source to do whose pre-copy would never end by itself. */
@Timeout(120)
class OrdersByHandTest {

    /** The guest writes a page for each that the link carries, and more. */
    static final List<String> NEVER_CONVERGES = List.of("link.transport=tcp", "migration.strategy=precopy",
            "migration.sync=round-snapshot", "migration.convergence=downtime-limit(1us)", "migration.encoding=raw",
            "guest.memory=4MiB", "guest.rate=2k/s", "guest.workload=synthetic(read-share=0)",
            "link.bandwidth=2MiB/s", "phases.rehearsal=0ms", "phases.warm-up=5ms", "phases.before=5ms",
            "phases.after=5ms");

    @Test
    void shouldSwitchOverByOrder() throws IOException {
        try (EndsByHand ends = live(NEVER_CONVERGES)) {
            assertEquals("told", ends.tell(ends.source(), EndOrders.SWITCH_NOW));
            verifiedThere(ends);
            assertFalse(ends.entered(SourceState.SERVING));
            assertNull(ends.sourceOutcome().migration().push());
        }
    }

    @Test
    void shouldGoPostCopyByOrder() throws IOException {
        try (EndsByHand ends = live(NEVER_CONVERGES)) {
            assertEquals("told", ends.tell(ends.source(), EndOrders.GO_POST_COPY));
            verifiedThere(ends);
            assertTrue(ends.entered(SourceState.SERVING));
            assertTrue(ends.entered(DestinationState.FETCHING));
        }
    }

    @Test
    void shouldKeepTheGuestByOrder() throws IOException {
        try (EndsByHand ends = live(NEVER_CONVERGES)) {
            assertEquals("told", ends.tell(ends.source(), EndOrders.CANCEL));
            ends.awaitEnds();
            assertEquals(ExitCode.INTERRUPTED.code(), ends.source().exitCode().orElseThrow());
            assertEquals(ExitCode.FAILED.code(), ends.destination().exitCode().orElseThrow());
            assertEquals(SourceState.FAILED, ends.sourceOutcome().migration().state());
            assertEquals("cancelled", ends.sourceOutcome().migration().reason());
            assertTrue(ends.sourceOutcome().verdict().verified(), ends.sourceOutcome().verdict().toString());
        }
    }

    private static EndsByHand live(final List<String> settings) throws IOException {
        final EndsByHand ends = EndsByHand.start(settings);
        try {
            ends.awaitSourceState(SourceState.LIVE);
            return ends;
        } catch (final AssertionError e) {
            ends.close();
            throw e;
        }
    }

    private static void verifiedThere(final EndsByHand ends) {
        ends.awaitEnds();
        assertEquals(0, ends.source().exitCode().orElseThrow());
        assertEquals(0, ends.destination().exitCode().orElseThrow());
        assertEquals(SourceState.COMPLETED, ends.sourceOutcome().migration().state());
        assertTrue(ends.destinationOutcome().verdict().verified(), ends.destinationOutcome().verdict().toString());
    }
}
