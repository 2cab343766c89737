package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.DestinationRun;
import io.whimbrel.harness.end.SourceRun;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.harness.run.Small;
import io.whimbrel.harness.run.Speaker;
import io.whimbrel.harness.scenario.Catalogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSocketTest {

    private static final long OWN_PID = ProcessHandle.current().pid();

    private final Speaker nobody = new Speaker(message -> {});

    @Test
    void shouldAnswerOneOrderAfterTheOther() {
        final EndOrders orders = EndOrders.of(new SourceRun(Small.variant(), Catalogs.BUILT_IN, nobody));
        try (ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace())) {
            final ControlSocket socket = ControlSocket.open(scratch.path(), orders);
            try {
                assertEquals("source: IDLE", ControlSocket.ask(OWN_PID, EndOrders.STATUS));
                assertTrue(ControlSocket.ask(OWN_PID, EndOrders.CANCEL).startsWith("told"));
                assertEquals("source: IDLE", ControlSocket.ask(OWN_PID, EndOrders.STATUS));
            } finally {
                socket.close();
            }
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        final EndOrders orders = EndOrders.of(new SourceRun(Small.variant(), Catalogs.BUILT_IN, nobody));
        try (ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace())) {
            final ControlSocket socket = ControlSocket.open(scratch.path(), orders);
            try {
                final UnusableInputException e = assertThrows(UnusableInputException.class,
                        () -> ControlSocket.ask(OWN_PID, EndOrders.RECOVER));
                assertEquals("'recover' is for an end whose migration was cut; nothing was changed at this one, which"
                        + " is idle", e.getMessage());
            } finally {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EndOrders.SWITCH_NOW, EndOrders.GO_POST_COPY, EndOrders.RECOVER, EndOrders.RUN_HERE,
        EndOrders.DROP_HERE})
    void shouldNotObeyBeforeThereIsAMigration(final String order) {
        assertFalse(EndOrders.of(new SourceRun(Small.variant(), Catalogs.BUILT_IN, nobody)).give(order).accepted());
    }

    @ParameterizedTest
    @CsvSource({"warm, switch-now", "warm, post-copy", "cold, switch-now", "cold, post-copy"})
    void shouldNotTellAnImageToGoPageByPage(final String strategy, final String order) {
        final EndOrders orders = EndOrders.of(new SourceRun(Small.variant("migration.strategy=" + strategy),
                Catalogs.BUILT_IN, nobody));
        assertEquals(
                "'" + order + "' is for a guest that goes page by page, not as an image; nothing was changed at this"
                        + " one, which is idle",
                orders.give(order).line());
        assertFalse(orders.give(order).accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {EndOrders.RECOVER, EndOrders.RUN_HERE, EndOrders.DROP_HERE})
    void shouldNotObeyBeforeASourceHasCome(final String order) {
        assertFalse(EndOrders.of(new DestinationRun(Small.variant(), Catalogs.BUILT_IN, 0, nobody)).give(order)
                .accepted());
    }

    @Test
    void shouldNotLetADestinationCancel() {
        final EndOrders orders = EndOrders.of(new DestinationRun(Small.variant(), Catalogs.BUILT_IN, 0, nobody));
        assertEquals("this end does not understand 'cancel', but status, recover, run-here, drop-here",
                orders.give(EndOrders.CANCEL).line());
    }

    @Test
    void shouldRefuseAProcessThatIsNoEnd() {
        final UnusableInputException e = assertThrows(UnusableInputException.class,
                () -> ControlSocket.ask(1, EndOrders.STATUS));
        assertEquals("process 1 takes no orders: only a 'whimbrel run', 'send' or 'receive' does that you have started"
                + " and that is at work", e.getMessage());
    }
}
