package io.whimbrel.results.score;

import io.whimbrel.results.model.Prediction;
import java.util.OptionalDouble;

/**
 * One model's prediction of one migration, beside what came of it.
 *
 * @param prediction what was expected
 * @param measured   what came of it
 * @param applies    whether the model claims to be right here: it has no caveat, and is of this dirty-sync
 */
public record Comparison(Prediction prediction, Measured measured, boolean applies) {

    /**
     * How far the prediction is off.
     *
     * @param quantity of what
     * @return (predicted - measured) / measured; none where either side has no such number
     */
    public OptionalDouble relativeError(final Quantity quantity) {
        final Long predicted = quantity.of(prediction);
        final long actual = quantity.of(measured);
        return predicted == null || !prediction.converges() || !measured.converged() || actual == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (predicted - actual) / actual);
    }
}
