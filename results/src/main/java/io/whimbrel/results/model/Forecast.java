package io.whimbrel.results.model;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What every model expects of one guest, one link and one downtime limit.
 *
 * @param bytesPerSecond  what the link carries
 * @param downtimeLimitNs the limit, nanoseconds; null for none
 * @param predictions     one for each model
 * @param throttle        share of the time that the guest has to be held back to converge by the first model; null where
 *                        that cannot be enough
 * @param postcopyStallNs the least that the guest would stand still in post-copy, nanoseconds; null where its accesses
 *                        are not known
 */
public record Forecast(long bytesPerSecond, Long downtimeLimitNs, List<Prediction> predictions, Double throttle,
        Long postcopyStallNs) {

    /** Every model that needs a curve alone, the one with the fewest assumptions first. */
    public static final List<PrecopyModel> MODELS = List.of(new RoundsModel(), new ContinuousModel(),
            new CappedLinearModel(), new GeometricModel());

    private static final double NS_PER_SECOND = 1e9;

    /** Copies the list. */
    public Forecast {
        predictions = List.copyOf(predictions);
    }

    /**
     * Asks models.
     *
     * @param models          whom to ask; by the first of them the throttle is judged
     * @param guest           what is migrated
     * @param bytesPerSecond  what the link carries
     * @param headerBytes     what goes with every page
     * @param downtimeLimitNs the limit, nanoseconds; null for none
     * @param postcopyStallNs the least stall in post-copy, nanoseconds; null where it is not known
     * @return what they say
     */
    public static Forecast of(final List<PrecopyModel> models, final ModelledGuest guest, final long bytesPerSecond,
            final double headerBytes,
            final Long downtimeLimitNs, final Long postcopyStallNs) {
        final ModelledLink link = new ModelledLink(bytesPerSecond, headerBytes);
        final double limit = downtimeLimitNs == null ? PrecopyModel.UNLIMITED : downtimeLimitNs / NS_PER_SECOND;
        final List<Prediction> predictions = models.stream().map(model -> model.predict(guest, link, limit)).toList();
        final OptionalDouble throttle = Throttling.required(models.getFirst(), guest, link, limit);
        return new Forecast(bytesPerSecond, downtimeLimitNs, predictions,
                throttle.isPresent() ? throttle.getAsDouble() : null, postcopyStallNs);
    }
}
