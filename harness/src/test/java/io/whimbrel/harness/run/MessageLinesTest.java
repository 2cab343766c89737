package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.verify.PageWriter;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.engine.presence.Fault;
import io.whimbrel.engine.presence.FaultLog;
import io.whimbrel.harness.end.FaultFindings;
import io.whimbrel.harness.end.GuestFindings;
import io.whimbrel.harness.end.LinkFindings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLinesTest {

    static Stream<Message> everyMessage() {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(12_345);
        final DestinationOutcome outcome = new DestinationOutcome(
                new DestinationReport(DestinationState.RUNNING, "", 1, 2, 3, 3, 4, 5, 6, 7, 8, 9),
                new GuestFindings(Map.of(Phase.AFTER, histogram), Map.of(Phase.DURING, 9L), List.of(4L), 0, 10, 3),
                new FaultFindings(Map.of(FaultLog.Stage.TOTAL, histogram), 7, 2, 1, 9, List.of(11L),
                        new Fault(12, 13, 14, 2, 3, 4, 3, 2, false)),
                new LinkFindings(Map.of("naksSent", 1L), Map.of("media", "udp"), List.of("a note"), List.of()),
                new ReplayVerdict(new PageGeometry(8192, 4096), 11, 1, 4100, new PageWriter(0, 3), List.of(0)));
        return Stream.of(new Message.Staged(Stage.LISTENING, "127.0.0.1:1"),
                new Message.Happened(new MigrationEvent.SourceEntered(1, SourceState.LIVE, "")),
                new Message.Happened(new MigrationEvent.DestinationEntered(2, DestinationState.ABORTED, "why")),
                new Message.Happened(
                        new MigrationEvent.RoundEnded(3, new RoundRecord(1, true, 2, 3, 4, 5, 6, 7, 8, 9, 0.5,
                                Long.MAX_VALUE, -1, -1))),
                new Message.Happened(new MigrationEvent.Decided(4, 1, 2, Convergence.Decision.CONTINUE)),
                new Message.Looked(1, 2, 3, 4, -1), new Message.DestinationEnded(outcome),
                new Message.Answered(Orders.Answer.no("not now")), new Message.Failed(2, "two\nlines"));
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void shouldReadBackWhatWasPrintedOnOneLine(final Message message) {
        final String line = MessageLines.print(message);
        assertEquals(1, line.lines().count(), line);
        assertEquals(Optional.of(message), MessageLines.parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Picked up JAVA_TOOL_OPTIONS: -Dx", "{\"type\":\"nonsense\"}", "{\"type\":\"stage\""})
    void shouldPassOverWhateverElseAProcessPrints(final String line) {
        assertTrue(MessageLines.parse(line).isEmpty());
    }

    @Test
    void shouldTellEventsApart() {
        assertFalse(MessageLines.print(everyMessage().skip(1).findFirst().orElseThrow()).contains("$"));
    }
}
