package io.whimbrel.harness.run;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.results.record.MigrationRecord;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how a run gets on: on a terminal one line that is redrawn, elsewhere one line for each migration that has ended.
 * Lives in the process that measures nothing.
 */
public final class ProgressDisplay implements Migrator.Observer {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean redraws;
    private String title = "";

    /**
     * Shows progress.
     *
     * @param err     where
     * @param redraws whether a line may be drawn over
     */
    public ProgressDisplay(final PrintStream err, final boolean redraws) {
        this.err = err;
        this.redraws = redraws;
    }

    /**
     * A migration begins.
     *
     * @param newTitle which one
     */
    public synchronized void begin(final String newTitle) {
        title = newTitle;
        draw("starting two ends");
    }

    @Override
    public synchronized void heard(final String role, final Message message) {
        switch (message) {
            case Message.Staged staged -> draw(role + ": " + staged.stage().name().toLowerCase(Locale.ROOT)
                    .replace('_', ' '));
            case Message.Looked looked -> draw(line(looked));
            default -> {
            }
        }
    }

    private static String line(final Message.Looked looked) {
        return String.format(Locale.ROOT, "round %d, %,d pages left, %s sent%s%s", looked.round(),
                looked.remainingPages(), Quantities.formatBytes(looked.bytesSent()),
                looked.rateBytesPerSecond() > 0
                        ? ", " + Quantities.formatBytesPerSecond(looked.rateBytesPerSecond())
                        : "",
                looked.expectedDowntimeNs() >= 0
                        ? ", downtime now " + Quantities.formatNs(looked.expectedDowntimeNs())
                        : "");
    }

    /**
     * A migration has ended.
     *
     * @param record how it went
     */
    public synchronized void end(final MigrationRecord record) {
        final String verdict = record.good()
                ? "verified, downtime " + Quantities.formatNs(record.downtimeNs())
                : record.outcome().text() + (record.verified() ? ", guest verified" : ", NOT verified")
                        + (record.reason() == null ? "" : ": " + record.reason());
        err.println((redraws ? BACK_AND_CLEAR : "") + title + ": " + verdict);
    }

    private void draw(final String text) {
        if (redraws) {
            err.print(BACK_AND_CLEAR + title + ": " + text);
            err.flush();
        }
    }
}
