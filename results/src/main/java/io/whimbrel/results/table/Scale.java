package io.whimbrel.results.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * A unit for the numbers of one column, and how they are printed in it: with three significant digits, never in
 * exponents.
 *
 * @param unit   its name; empty for a plain number
 * @param factor how many base units it holds
 */
record Scale(String unit, double factor) {

    /** Numbers without a unit. */
    static final Scale PLAIN = new Scale("", 1);
    /** The field speaks of pauses and latencies in milliseconds, whether short or long. */
    static final Scale MILLISECONDS = new Scale("ms", 1e6);
    /** Shares of a whole. */
    static final Scale PERCENT = new Scale("%", 0.01);

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
    private static final List<Scale> DURATIONS = List.of(new Scale("ns", 1), new Scale("us", 1e3),
            new Scale("ms", 1e6), new Scale("s", 1e9));
    private static final List<Scale> BYTES = List.of(new Scale("B", 1), new Scale("KiB", 1L << 10),
            new Scale("MiB", 1L << 20), new Scale("GiB", 1L << 30), new Scale("TiB", 1L << 40));

    /**
     * The unit for a column of durations.
     *
     * @param largestNs its largest value, nanoseconds
     */
    static Scale ofNs(final double largestNs) {
        return largest(DURATIONS, largestNs);
    }

    /**
     * The unit for a column of lengths.
     *
     * @param largestBytes its largest value
     */
    static Scale ofBytes(final double largestBytes) {
        return largest(BYTES, largestBytes);
    }

    private static Scale largest(final List<Scale> scales, final double value) {
        return scales.reversed().stream().filter(scale -> value >= scale.factor).findFirst().orElse(scales.getFirst());
    }

    /**
     * Prints a number.
     *
     * @param value in the base unit
     * @return the number without the unit
     */
    String print(final double value) {
        final BigDecimal exact = BigDecimal.valueOf(value / factor);
        final BigDecimal rounded = exact.precision() - exact.scale() > 3
                ? exact.setScale(0, RoundingMode.HALF_EVEN)
                : exact.round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
