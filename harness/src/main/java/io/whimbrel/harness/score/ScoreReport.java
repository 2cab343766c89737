package io.whimbrel.harness.score;

import io.whimbrel.results.score.ModelScore;
import java.util.List;

/**
 * How well the models did over some migrations.
 *
 * @param time       {@code virtual} or {@code real}
 * @param seed       of the workloads
 * @param models     how well each did
 * @param migrations every migration
 */
public record ScoreReport(String time, long seed, List<ModelScore> models, List<ScoredMigration> migrations) {

    /** Copies the lists. */
    public ScoreReport {
        models = List.copyOf(models);
        migrations = List.copyOf(migrations);
    }

    /**
     * Scores the models.
     *
     * @param time       {@code virtual} or {@code real}
     * @param seed       of the workloads
     * @param migrations at least one
     * @return how well each did
     */
    public static ScoreReport of(final String time, final long seed, final List<ScoredMigration> migrations) {
        return new ScoreReport(time, seed,
                ModelScore.of(migrations.stream().flatMap(each -> each.comparisons().stream()).toList()), migrations);
    }

    /**
     * How many migrations converged.
     *
     * @return count
     */
    public long converged() {
        return migrations.stream().filter(each -> each.measured().converged()).count();
    }
}
