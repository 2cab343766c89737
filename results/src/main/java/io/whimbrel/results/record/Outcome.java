package io.whimbrel.results.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a migration ended. */
public enum Outcome {
    /** The guest runs at the destination. */
    COMPLETED,
    /** It could not be completed; the guest stays at the source, or the reason says where it is. */
    FAILED,
    /** Someone asked for it to end; the guest stays at the source. */
    CANCELLED,
    /** The stop rule gave up; the guest stays at the source. */
    NOT_CONVERGED,
    /** Neither side can know who owns the guest; it is paused on both. */
    IN_DOUBT,
    /** Nobody has the whole guest any more: one side died, or was cut off for good, after it was handed over. */
    LOST,
    /** The run was interrupted before this migration had ended. */
    INTERRUPTED;

    /**
     * The name in files and tables.
     *
     * @return lower case, words joined by a dash
     */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The outcome of a name.
     *
     * @param text as {@link #text()} gives it
     * @return the outcome
     */
    @JsonCreator
    public static Outcome of(final String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
