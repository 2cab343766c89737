package io.whimbrel.results.model;

/**
 * What a model expects of a migration. Quantities are null where the model has none: all of them when the guest is never
 * paused.
 *
 * @param model       the model's name
 * @param converges   whether the rest ever fits the downtime limit
 * @param totalTimeNs from the first page to the last, nanoseconds
 * @param downtimeNs  time that the rest takes, nanoseconds
 * @param bytes       bytes sent, headers included
 * @param rounds      passes over the pages, the one with the guest paused last
 * @param floorNs     where it does not converge, the least downtime that it ever could have had, nanoseconds
 * @param caveat      why the model does not quite apply, one line; empty where it does
 */
public record Prediction(String model, boolean converges, Long totalTimeNs, Long downtimeNs, Long bytes,
        Integer rounds, Long floorNs, String caveat) {

    private static final double NS_PER_SECOND = 1e9;

    /**
     * A migration that ends.
     *
     * @param model           the model's name
     * @param totalSeconds    from the first page to the last
     * @param downtimeSeconds time that the rest takes
     * @param bytes           bytes sent
     * @param rounds          passes, the last one included; null where the model knows none
     * @param caveat          why the model does not quite apply; empty where it does
     * @return the prediction
     */
    static Prediction converging(final String model, final double totalSeconds, final double downtimeSeconds,
            final double bytes, final Integer rounds, final String caveat) {
        return new Prediction(model, true, Math.round(totalSeconds * NS_PER_SECOND),
                Math.round(downtimeSeconds * NS_PER_SECOND), Math.round(bytes), rounds, null, caveat);
    }

    /**
     * A migration that ends, the model does not know when.
     *
     * @param model           the model's name
     * @param downtimeSeconds time that the rest takes
     * @param caveat          why the model does not quite apply; empty where it does
     * @return the prediction
     */
    static Prediction eventually(final String model, final double downtimeSeconds, final String caveat) {
        return new Prediction(model, true, null, Math.round(downtimeSeconds * NS_PER_SECOND), null, null, null, caveat);
    }

    /**
     * A migration that never ends.
     *
     * @param model        the model's name
     * @param floorSeconds the least downtime that it ever could have had
     * @param caveat       why the model does not quite apply; empty where it does
     * @return the prediction
     */
    static Prediction never(final String model, final double floorSeconds, final String caveat) {
        return new Prediction(model, false, null, null, null, null, Math.round(floorSeconds * NS_PER_SECOND), caveat);
    }
}
