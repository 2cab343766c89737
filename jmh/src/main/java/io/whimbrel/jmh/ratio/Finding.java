package io.whimbrel.jmh.ratio;

import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * Something that is asked for, and what was reached.
 *
 * @param what    what is measured
 * @param unit    its unit, empty for a ratio
 * @param limit   what is asked for
 * @param atLeast whether more is better
 * @param reached what was reached; empty when it was not measured
 */
record Finding(String what, String unit, double limit, boolean atLeast, OptionalDouble reached) {

    static Finding atMost(final double limit, final String unit, final String what, final OptionalDouble reached) {
        return new Finding(what, unit, limit, false, reached);
    }

    static Finding atLeast(final double limit, final String what, final OptionalDouble reached) {
        return new Finding(what, "", limit, true, reached);
    }

    static OptionalDouble of(final OptionalDouble left, final DoubleBinaryOperator operator,
            final OptionalDouble right) {
        return left.isPresent() && right.isPresent()
                ? OptionalDouble.of(operator.applyAsDouble(left.getAsDouble(), right.getAsDouble()))
                : OptionalDouble.empty();
    }

    boolean isMeasured() {
        return reached.isPresent();
    }

    boolean isReached() {
        return isMeasured() && (atLeast ? reached.getAsDouble() >= limit : reached.getAsDouble() <= limit);
    }

    String verdict() {
        return !isMeasured() ? "not measured" : isReached() ? "reached" : "MISSED";
    }
}
