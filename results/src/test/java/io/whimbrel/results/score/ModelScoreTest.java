package io.whimbrel.results.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.file.ErrorCsv;
import io.whimbrel.results.model.Prediction;
import io.whimbrel.results.table.ScoreTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelScoreTest {

    private static final Measured ENDED = new Measured(true, 1_000, 2_000, 100);

    private static Prediction ends(final long totalTimeNs, final long bytes, final long downtimeNs) {
        return new Prediction("a", true, totalTimeNs, downtimeNs, bytes, 3, null, "");
    }

    private static Prediction never() {
        return new Prediction("a", false, null, null, null, null, 5L, "");
    }

    @Test
    void shouldTellTheDistributionOfErrorsByRank() {
        final Errors errors = Errors.of(-0.4, 0.1, 0.2, 0.3, -0.05, 0.6, 0.7, 0.8, 0.9, 1.0);
        assertEquals(10, errors.count());
        assertEquals(0.05, errors.quantile(0));
        assertEquals(0.4, errors.quantile(0.5));
        assertEquals(0.9, errors.quantile(0.9));
        assertEquals(1.0, errors.quantile(1));
        // The fifth of -0.4 -0.05 0.1 0.2 0.3 ...
        assertEquals(0.3, errors.bias());
    }

    @Test
    void shouldHaveNothingToTellOfNoErrors() {
        assertEquals(0, Errors.of().count());
        assertNull(Errors.of().quantile(0.5));
        assertNull(Errors.of().bias());
    }

    @Test
    void shouldMeasureErrorsAgainstWhatCameOfIt() {
        final Comparison comparison = new Comparison(ends(1_500, 1_000, 100), ENDED, true);
        assertEquals(0.5, comparison.relativeError(Quantity.TOTAL_TIME).orElseThrow());
        assertEquals(-0.5, comparison.relativeError(Quantity.BYTES).orElseThrow());
        assertEquals(0, comparison.relativeError(Quantity.DOWNTIME).orElseThrow());
    }

    @Test
    void shouldHaveNoErrorWhereEitherSideHasNoNumber() {
        for (final Quantity quantity : Quantity.values()) {
            assertTrue(new Comparison(ends(1, 2, 3), Measured.NEVER, true).relativeError(quantity).isEmpty());
            assertTrue(new Comparison(never(), ENDED, true).relativeError(quantity).isEmpty());
        }
        final Prediction some = new Prediction("a", true, null, 50L, null, null, null, "");
        assertTrue(new Comparison(some, ENDED, true).relativeError(Quantity.BYTES).isEmpty());
        assertEquals(-0.5, new Comparison(some, ENDED, true).relativeError(Quantity.DOWNTIME).orElseThrow());
    }

    private static List<ModelScore> scores() {
        final Prediction other = new Prediction("b", true, 1_000L, 200L, 2_000L, 1, null, "no claim");
        return ModelScore.of(List.of(new Comparison(ends(1_100, 2_000, 100), ENDED, true),
                new Comparison(ends(2_000, 2_000, 100), ENDED, false), new Comparison(other, ENDED, false),
                new Comparison(ends(1, 1, 1), Measured.NEVER, true), new Comparison(never(), ENDED, true),
                new Comparison(never(), ENDED, false), new Comparison(never(), Measured.NEVER, false)));
    }

    @Test
    void shouldScoreEachModelOverallAndWhereItApplies() {
        final List<ModelScore> scores = scores();
        assertEquals(List.of("a", "b"), scores.stream().map(ModelScore::model).toList());
        final ModelScore a = scores.getFirst();
        assertEquals(new Confusion(2, 1, 2, 1), a.overall().converging());
        assertEquals(0.5, a.overall().converging().accuracy());
        assertEquals(new Confusion(1, 1, 1, 0), a.applied().converging());
        assertEquals(List.of(0.1, 1.0), a.overall().errors().get(Quantity.TOTAL_TIME).absolute());
        assertEquals(List.of(0.1), a.applied().errors().get(Quantity.TOTAL_TIME).absolute());
        assertEquals(0, scores.getLast().applied().converging().total());
    }

    @Test
    void shouldPrintErrorsAndWhatWasSaidOfConvergence() {
        assertEquals(
                """
                        model    quantity  n    p50    p90    max   bias  applicable   p50   p90   max
                                                  %      %      %      %                 %     %     %
                        a      total time  2   10.0  100.0  100.0   10.0           1  10.0  10.0  10.0
                                    bytes  2    0.0    0.0    0.0    0.0           1   0.0   0.0   0.0
                                 downtime  2    0.0    0.0    0.0    0.0           1   0.0   0.0   0.0
                        b      total time  1    0.0    0.0    0.0    0.0           0     -     -     -
                                    bytes  1    0.0    0.0    0.0    0.0           0     -     -     -
                                 downtime  1  100.0  100.0  100.0  100.0           0     -     -     -

                        will converge  right  true +  false +  false -  true -  applicable  right  true +  false +  false -  true -
                        a               50 %       2        1        2       1           3   33 %       1        1        1       0
                        b              100 %       1        0        0       0           0      -       0        0        0       0
                        """,
                ScoreTable.print(scores()));
    }

    @Test
    void shouldWriteTheDistributionAsSteps() {
        final List<String> lines = ErrorCsv.print(scores()).lines().toList();
        assertEquals("model,migrations,quantity,quantile,relativeError", lines.getFirst());
        assertEquals("a,all,total time,0.5,0.1", lines.get(1));
        assertEquals("a,all,total time,1.0,1.0", lines.get(2));
        assertTrue(lines.contains("a,applicable,total time,1.0,0.1"), lines.toString());
        assertTrue(lines.contains("b,all,downtime,1.0,1.0"), lines.toString());
        assertEquals(1 + 6 + 3 + 3, lines.size());
    }
}
