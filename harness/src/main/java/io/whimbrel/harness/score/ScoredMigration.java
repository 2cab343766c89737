package io.whimbrel.harness.score;

import io.whimbrel.results.model.Prediction;
import io.whimbrel.results.score.Comparison;
import io.whimbrel.results.score.Measured;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One migration, what came of it, and what the models had said.
 *
 * @param pages          of the guest
 * @param pattern        of its writes
 * @param arrival        of its writes
 * @param sync           when dirty bits were read
 * @param bytesPerSecond what the link carries
 * @param rho            pages written for each page that the link carries
 * @param limitNs        the downtime limit, nanoseconds
 * @param measured       what came of it
 * @param predictions    one of each model
 */
public record ScoredMigration(long pages, String pattern, String arrival, String sync, long bytesPerSecond,
        double rho, long limitNs, Measured measured, List<Prediction> predictions) {

    /** Which models are of which dirty-sync; none is of peek-skip, and the clairvoyant one is of none that exists. */
    private static final Map<String, Set<String>> MODELS = Map.of("round-snapshot",
            Set.of("rounds", "capped-linear", "geometric"), "clear-at-send", Set.of("continuous"));

    /** Copies the list. */
    public ScoredMigration {
        predictions = List.copyOf(predictions);
    }

    /**
     * Every model's prediction beside what came of it.
     *
     * @return one for each model
     */
    public List<Comparison> comparisons() {
        return predictions.stream().map(prediction -> new Comparison(prediction, measured,
                prediction.caveat().isEmpty() && MODELS.getOrDefault(sync, Set.of()).contains(prediction.model())))
                .toList();
    }
}
