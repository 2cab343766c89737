package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldPrintOneLineForEachMigrationWhereNobodyWatches() {
        show(false);
        assertEquals("[1/2] precopy: failed, NOT verified: no destination answered in time\n", err());
    }

    @Test
    void shouldRedrawOneLineOnATerminal() {
        show(true);
        assertTrue(err().contains("\r\u001b[K[1/2] precopy: source: filling"), err());
        assertTrue(err().contains("\r\u001b[K[1/2] precopy: round 2, 1,200 pages left, 1 MiB sent, 200 MiB/s, downtime "
                + "now 12 ms"), err());
        assertEquals(1, err().lines().filter(line -> line.endsWith("in time")).count());
        assertEquals(1, err().chars().filter(c -> c == '\n').count());
    }

    private void show(final boolean redraws) {
        final ProgressDisplay display = new ProgressDisplay(new PrintStream(err, true, StandardCharsets.UTF_8),
                redraws);
        display.begin("[1/2] precopy");
        display.heard("source", new Message.Staged(Stage.FILLING, ""));
        display.heard("source", new Message.Looked(2, 1200, 1 << 20, 200 << 20, 12_000_000));
        display.end(MigrationRecord.without("precopy", Outcome.FAILED, "no destination answered in time"));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
