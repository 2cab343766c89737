package io.whimbrel.results.score;

import io.whimbrel.results.model.Prediction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What of a migration is predicted as a number. */
public enum Quantity {
    /** From the first page to the last. */
    TOTAL_TIME("total time", Prediction::totalTimeNs, Measured::totalTimeNs),
    /** Everything sent. */
    BYTES("bytes", Prediction::bytes, Measured::bytes),
    /** How long the guest stands still. */
    DOWNTIME("downtime", Prediction::downtimeNs, Measured::downtimeNs);

    private final String text;
    private final Function<Prediction, Long> predicted;
    private final ToLongFunction<Measured> measured;

    Quantity(final String text, final Function<Prediction, Long> predicted, final ToLongFunction<Measured> measured) {
        this.text = text;
        this.predicted = predicted;
        this.measured = measured;
    }

    /**
     * The name in tables and files.
     *
     * @return one or two words
     */
    public String text() {
        return text;
    }

    Long of(final Prediction prediction) {
        return predicted.apply(prediction);
    }

    long of(final Measured migration) {
        return measured.applyAsLong(migration);
    }
}
