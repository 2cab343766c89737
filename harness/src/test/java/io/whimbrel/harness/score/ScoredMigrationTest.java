package io.whimbrel.harness.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.results.model.Prediction;
import io.whimbrel.results.score.Comparison;
import io.whimbrel.results.score.Measured;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoredMigrationTest {

    private static Prediction prediction(final String model, final String caveat) {
        return new Prediction(model, true, 1L, 1L, 1L, 1, null, caveat);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"round-snapshot | rounds capped-linear", "clear-at-send | continuous",
        "peek-skip | ''"})
    void shouldTakeAModelForApplicableOnlyWithoutCaveatAndForItsOwnSync(final String sync, final String applicable) {
        final ScoredMigration migration = new ScoredMigration(1, "uniform", "constant", sync, 1, 1, 1, Measured.NEVER,
                List.of(prediction("rounds", ""), prediction("continuous", ""), prediction("capped-linear", ""),
                        prediction("geometric", "pages are rewritten"), prediction("clairvoyant", "")));
        assertEquals(applicable, String.join(" ", migration.comparisons().stream().filter(Comparison::applies)
                .map(each -> each.prediction().model()).toList()));
    }
}
