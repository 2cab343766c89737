package io.whimbrel.results.table;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * One column of numbers: one number of each thing measured, or several printed with a slash between them.
 *
 * @param <T>     what is measured
 * @param heading its title
 * @param names   of the several, with a slash between them; empty for one number
 * @param scale   chooses the unit from the largest median of the column
 * @param parts   what is read off a thing; null where it was not measured
 * @param ranged  whether its spread is shown where a row is of several things
 */
record Measure<T>(String heading, String names, DoubleFunction<Scale> scale, List<Function<T, Number>> parts,
        boolean ranged) {

    static <T> Measure<T> one(final String heading, final DoubleFunction<Scale> scale,
            final Function<T, Number> part) {
        return new Measure<>(heading, "", scale, List.of(part), true);
    }

    /** A column that is always in one unit. */
    static <T> Measure<T> one(final String heading, final Scale scale, final Function<T, Number> part) {
        return one(heading, value -> scale, part);
    }

    static <T> Measure<T> several(final String heading, final String names, final DoubleFunction<Scale> scale,
            final List<Function<T, Number>> parts) {
        return new Measure<>(heading, names, scale, parts, false);
    }

    /** Those of which there is anything to show. */
    static <T> List<Measure<T>> found(final List<Measure<T>> all, final List<T> measured) {
        return all.stream().filter(measure -> measure.spreads(measured).stream().anyMatch(Objects::nonNull)).toList();
    }

    /**
     * The spreads of the parts.
     *
     * @param measured things
     * @return one for each part; null where nothing was measured
     */
    List<Spread> spreads(final List<T> measured) {
        return parts.stream().map(part -> Spread.of(measured.stream().map(part).toList())).toList();
    }

    /**
     * The unit for the column.
     *
     * @param column the spreads of every row
     */
    Scale unit(final List<List<Spread>> column) {
        return scale.apply(column.stream().flatMap(List::stream).filter(Objects::nonNull).mapToDouble(Spread::median)
                .max().orElse(0));
    }
}
