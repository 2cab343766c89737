package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.run.EndOrders;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A {@code whimbrel send} and a {@code whimbrel receive}, whose link is cut or one of which dies during post-copy. */
@Timeout(120)
class PostcopyByHandTest {

    private static final int CUT_AFTER_BYTES = 64 << 10;

    /** A guest whose pages go as fast as that. */
    private static List<String> settings(final String bandwidth) {
        return List.of("link.transport=tcp", "migration.strategy=postcopy", "migration.encoding=raw",
                "guest.memory=4MiB", "guest.rate=100/s", "link.bandwidth=" + bandwidth, "phases.rehearsal=0ms",
                "phases.warm-up=5ms", "phases.before=5ms", "phases.after=5ms");
    }

    @Test
    void shouldRecoverByOrderOverNewConnections() throws IOException {
        try (EndsByHand ends = EndsByHand.start(settings("1MiB/s"))) {
            // Now the guest runs there, and most of its pages are seconds away.
            ends.awaitSourceState(SourceState.SERVING);
            ends.cutAfter(CUT_AFTER_BYTES, true);
            ends.awaitSourceState(SourceState.SEVERED);
            ends.awaitDestinationState(DestinationState.SEVERED);
            assertTrue(ends.tell(ends.source(), EndOrders.STATUS).startsWith("source: SEVERED: "));
            refuses("'run-here' is for an end that is in doubt; nothing was changed at this one, which is severed",
                    () -> ends.tell(ends.destination(), EndOrders.RUN_HERE));
            refuses("'cancel' is for a source that has not given the guest up; nothing was changed at this one, which is"
                    + " severed", () -> ends.tell(ends.source(), EndOrders.CANCEL));
            final int listened = ends.listened();
            ends.tell(ends.destination(), EndOrders.RECOVER);
            ends.await(() -> ends.listened() > listened);
            ends.tell(ends.source(), EndOrders.RECOVER);
            ends.awaitEnds();
            assertEquals(0, ends.source().exitCode().orElseThrow());
            assertEquals(0, ends.destination().exitCode().orElseThrow());
            assertEquals(1, ends.sourceOutcome().migration().push().renewals());
            assertTrue(ends.destinationOutcome().verdict().verified(), ends.destinationOutcome().verdict().toString());
        }
    }

    @Test
    void shouldKeepWhatIsLeftOfALostGuestUntilItIsDropped() throws IOException {
        try (EndsByHand ends = EndsByHand.start(settings("512KiB/s"))) {
            ends.awaitSourceState(SourceState.SERVING);
            ProcessHandle.of(ends.source().pid()).ifPresent(ProcessHandle::destroyForcibly);
            ends.awaitDestinationState(DestinationState.SEVERED);
            final String status = ends.tell(ends.destination(), EndOrders.STATUS);
            assertTrue(status.contains(" of 1024 pages, ") && status.contains(" never came ("), status);
            assertTrue(status.contains("execution state "), status);
            assertFalse(ends.destination().exitCode().isPresent(), "the survivor has ended");
            ends.tell(ends.destination(), EndOrders.DROP_HERE);
            ends.awaitEnds();
            assertEquals(4, ends.destination().exitCode().orElseThrow());
            assertEquals(DestinationState.DISCARDED, ends.destinationOutcome().migration().state());
            assertTrue(ends.destinationOutcome().migration().reason().contains("it is lost; here are "),
                    ends.destinationOutcome().migration().reason());
        }
    }

    @Test
    void shouldKeepThePagesOfALostGuestUntilTheyAreDropped() throws IOException {
        try (EndsByHand ends = EndsByHand.start(settings("512KiB/s"))) {
            ends.awaitSourceState(SourceState.SERVING);
            refuses("'drop-here' is for an end in doubt, or one that was cut from a part of the guest; nothing was changed"
                    + " at this one, which is serving", () -> ends.tell(ends.source(), EndOrders.DROP_HERE));
            refuses("'recover' is for an end whose migration was cut; nothing was changed at this one, which is serving",
                    () -> ends.tell(ends.source(), EndOrders.RECOVER));
            ProcessHandle.of(ends.destination().pid()).ifPresent(ProcessHandle::destroyForcibly);
            ends.awaitSourceState(SourceState.SEVERED);
            assertTrue(ends.tell(ends.source(), EndOrders.STATUS).contains("here are all 1024 pages"));
            ends.tell(ends.source(), EndOrders.DROP_HERE);
            ends.awaitEnds();
            assertEquals(4, ends.source().exitCode().orElseThrow());
            assertEquals(SourceState.DISCARDED, ends.sourceOutcome().migration().state());
        }
    }

    private static void refuses(final String line, final Runnable order) {
        assertEquals(line, assertThrows(UnusableInputException.class, order::run).getMessage());
    }
}
