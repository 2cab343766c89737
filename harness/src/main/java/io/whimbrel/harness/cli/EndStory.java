package io.whimbrel.harness.cli;

import io.whimbrel.engine.migration.DestinationReport;
import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.run.Message;
import java.io.PrintStream;
import java.util.Locale;

/** Tells a person what happens at one end, line by line. */
final class EndStory {

    private final String role;
    private final PrintStream out;
    private final PrintStream err;

    /** Results go to {@code out}, the way there to {@code err}, which may be null. */
    EndStory(final String role, final PrintStream out, final PrintStream err) {
        this.role = role;
        this.out = out;
        this.err = err;
    }

    void tell(final Message message) {
        switch (message) {
            case Message.Staged(Stage stage, String detail) when stage == Stage.LISTENING ->
                out.println("listening at " + detail + " (orders: whimbrel control "
                        + ProcessHandle.current().pid() + " status)");
            case Message.Staged(Stage stage, String detail) -> step(stage.name().toLowerCase(Locale.ROOT)
                    .replace('_', ' '));
            case Message.Happened(MigrationEvent.SourceEntered entered) ->
                entered(entered.state().name(), entered.detail());
            case Message.Happened(MigrationEvent.DestinationEntered entered) ->
                entered(entered.state().name(), entered.detail());
            case Message.SourceEnded ended -> {
                source(ended.outcome().migration());
                verdict(ended.outcome().verdict());
            }
            case Message.DestinationEnded ended -> {
                destination(ended.outcome().migration());
                verdict(ended.outcome().verdict());
            }
            default -> {
            }
        }
    }

    private void entered(final String state, final String detail) {
        final String line = state.toLowerCase(Locale.ROOT).replace('_', ' ') + (detail.isEmpty() ? "" : ": " + detail);
        switch (state) {
            case "IN_DOUBT" -> out.println(line + orders("recover, run-here, or drop-here"));
            case "SEVERED" -> out.println(line + orders("recover, at the destination first; or drop-here"));
            case "RUNNING" -> {
                if (detail.isEmpty()) {
                    step(line);
                } else {
                    out.println(line);
                }
            }
            default -> step(line);
        }
    }

    private static String orders(final String understood) {
        return " (whimbrel control " + ProcessHandle.current().pid() + " " + understood + ")";
    }

    private void step(final String line) {
        if (err != null) {
            err.println(role + ": " + line);
        }
    }

    private void source(final SourceReport report) {
        if (report.state() != SourceState.COMPLETED) {
            out.println((report.state() == SourceState.DISCARDED ? "dropped: " : "not migrated: ") + report.reason());
            return;
        }
        out.println("migrated: total " + Quantities.formatNs(report.totalTimeNs()) + ", downtime "
                + Quantities.formatNs(report.downtimeNs()) + " (clocks apart by at most "
                + Quantities.formatNs(report.clockUncertaintyNs()) + "), " + Quantities.formatBytes(report.bytesSent())
                + " sent in " + report.rounds().size() + " rounds; the destination verifies it");
    }

    private void destination(final DestinationReport report) {
        if (report.state() != DestinationState.RUNNING) {
            out.println((report.state() == DestinationState.DISCARDED ? "dropped: " : "not taken over: ")
                    + report.reason());
        }
    }

    private void verdict(final ReplayVerdict verdict) {
        if (verdict != null) {
            out.println(verdict);
        }
    }
}
