package io.whimbrel.results.score;

import java.util.List;

/**
 * What was said of whether migrations end, and whether they did.
 *
 * @param truePositives  said to converge, and did
 * @param falsePositives said to converge, and did not
 * @param falseNegatives said never to converge, and did
 * @param trueNegatives  said never to converge, and did not
 */
public record Confusion(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

    static Confusion of(final List<Comparison> comparisons) {
        return new Confusion(count(comparisons, true, true), count(comparisons, true, false),
                count(comparisons, false, true), count(comparisons, false, false));
    }

    private static int count(final List<Comparison> comparisons, final boolean said, final boolean done) {
        return (int) comparisons.stream().filter(each -> each.prediction().converges() == said
                && each.measured().converged() == done).count();
    }

    /**
     * How many migrations it is about.
     *
     * @return count
     */
    public int total() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    /**
     * How often the right thing was said.
     *
     * @return share of the migrations, 0 to 1; not a number for none
     */
    public double accuracy() {
        return (double) (truePositives + trueNegatives) / total();
    }
}
