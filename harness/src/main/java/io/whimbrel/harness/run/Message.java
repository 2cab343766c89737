package io.whimbrel.harness.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.whimbrel.engine.migration.Progress;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.EndListener;
import io.whimbrel.harness.end.SourceOutcome;

/** What an end says: one line of JSON each, when it runs in a process of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = Message.Staged.class, name = "stage"),
    @JsonSubTypes.Type(value = Message.Happened.class, name = "event"),
    @JsonSubTypes.Type(value = Message.Looked.class, name = "progress"),
    @JsonSubTypes.Type(value = Message.SourceEnded.class, name = "source"),
    @JsonSubTypes.Type(value = Message.DestinationEnded.class, name = "destination"),
    @JsonSubTypes.Type(value = Message.Answered.class, name = "answer"),
    @JsonSubTypes.Type(value = Message.Failed.class, name = "failure")})
public sealed interface Message {

    /**
     * A stage has begun.
     *
     * @param stage  which
     * @param detail what there is to say of it
     */
    record Staged(EndListener.Stage stage, String detail) implements Message {}

    /**
     * Something has happened in the migration.
     *
     * @param event what
     */
    record Happened(MigrationEvent event) implements Message {}

    /**
     * How far the migration has come.
     *
     * @param round              the round under way
     * @param remainingPages     pages of it still to send
     * @param bytesSent          bytes handed to the link so far
     * @param rateBytesPerSecond bandwidth of the last round; 0 before a round has ended
     * @param expectedDowntimeNs what the predictor said last; -1 for unknown
     */
    record Looked(int round, long remainingPages, long bytesSent, long rateBytesPerSecond, long expectedDowntimeNs)
            implements
                Message {

        static Looked at(final Progress progress) {
            return new Looked(progress.round(), progress.remainingPages(), progress.bytesSent(),
                    progress.rateBytesPerSecond(), progress.expectedDowntimeNs());
        }
    }

    /**
     * The source has ended.
     *
     * @param outcome how it went
     */
    record SourceEnded(SourceOutcome outcome) implements Message {}

    /**
     * The destination has ended.
     *
     * @param outcome how it went
     */
    record DestinationEnded(DestinationOutcome outcome) implements Message {}

    /**
     * The end has answered the oldest order that it had not.
     *
     * @param answer what
     */
    record Answered(Orders.Answer answer) implements Message {}

    /**
     * The end could not do what it was asked to.
     *
     * @param exitCode its process's exit code
     * @param reason   one line
     */
    record Failed(int exitCode, String reason) implements Message {}
}
