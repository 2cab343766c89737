package io.whimbrel.results.score;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How well one model did.
 *
 * @param model   its name
 * @param overall over all migrations
 * @param applied over those to which it claims to apply
 */
public record ModelScore(String model, Tally overall, Tally applied) {

    /**
     * What came of some of the predictions.
     *
     * @param errors     of each quantity, over the migrations that ended as was said
     * @param converging over all
     */
    public record Tally(Map<Quantity, Errors> errors, Confusion converging) {

        /** Copies the map, in order. */
        public Tally {
            errors = Collections.unmodifiableMap(new EnumMap<>(errors));
        }

        private static Tally of(final List<Comparison> comparisons) {
            final Map<Quantity, Errors> errors = new EnumMap<>(Quantity.class);
            for (final Quantity quantity : Quantity.values()) {
                errors.put(quantity, Errors.of(comparisons.stream().map(each -> each.relativeError(quantity))
                        .filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).toArray()));
            }
            return new Tally(errors, Confusion.of(comparisons));
        }
    }

    /**
     * Scores every model that was asked.
     *
     * @param comparisons any number of each model's
     * @return one for each model, in the order in which they were first met
     */
    public static List<ModelScore> of(final List<Comparison> comparisons) {
        return comparisons.stream().collect(Collectors.groupingBy(each -> each.prediction().model(),
                LinkedHashMap::new, Collectors.toList())).entrySet().stream()
                .map(entry -> new ModelScore(entry.getKey(), Tally.of(entry.getValue()),
                        Tally.of(entry.getValue().stream().filter(Comparison::applies).toList())))
                .toList();
    }
}
