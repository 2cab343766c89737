package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.results.environment.ProcessorTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StolenTimeTest {

    private static final String SOURCE = TwoProcesses.SOURCE;
    private static final String DESTINATION = TwoProcesses.DESTINATION;

    private final List<String> passedOn = new ArrayList<>();
    private long ticks;
    private final StolenTime stolen = new StolenTime((role, message) -> passedOn.add(role),
            () -> new ProcessorTime(10 * ticks, ticks));

    private void at(final long stolenTicks, final String role, final Stage stage) {
        ticks = stolenTicks;
        stolen.heard(role, new Message.Staged(stage, ""));
    }

    @Test
    void shouldCountFromTheMeasurementsBeginUntilTheGuestHasStopped() {
        at(100, DESTINATION, Stage.REHEARSING);
        at(200, SOURCE, Stage.WARMING_UP);
        at(300, SOURCE, Stage.MEASURING_BEFORE);
        at(301, SOURCE, Stage.MIGRATING);
        at(303, DESTINATION, Stage.MEASURING_AFTER);
        at(304, DESTINATION, Stage.VERIFYING);
        at(400, SOURCE, Stage.VERIFYING);
        assertEquals(40_000_000, stolen.ns());
        assertEquals(List.of(DESTINATION, SOURCE, SOURCE, SOURCE, DESTINATION, DESTINATION, SOURCE), passedOn);
    }

    @Test
    void shouldKnowNothingOfAMeasurementThatDidNotBeginOrEnd() {
        assertNull(stolen.ns());
        at(100, DESTINATION, Stage.VERIFYING);
        assertNull(stolen.ns());
        at(200, SOURCE, Stage.MEASURING_BEFORE);
        assertNull(stolen.ns());
    }

    @Test
    void shouldKnowNothingWhereTheMachineDoesNotTell() {
        final StolenTime unknown = new StolenTime((role, message) -> {}, () -> null);
        unknown.heard(SOURCE, new Message.Staged(Stage.MEASURING_BEFORE, ""));
        unknown.heard(DESTINATION, new Message.Staged(Stage.VERIFYING, ""));
        assertNull(unknown.ns());
    }
}
