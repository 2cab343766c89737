package io.whimbrel.harness.cli;

import io.whimbrel.engine.quantity.Quantities;
import java.util.function.ToLongFunction;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantities with units, as options take them. */
final class Converters {

    private Converters() {}

    /** For an option that is a duration; gives nanoseconds. */
    static final class Duration implements ITypeConverter<Long> {

        @Override
        public Long convert(final String text) {
            return converted(text, Quantities::durationNs);
        }
    }

    /** For an option that is a length; gives bytes. */
    static final class Bytes implements ITypeConverter<Long> {

        @Override
        public Long convert(final String text) {
            return converted(text, Quantities::bytes);
        }
    }

    private static long converted(final String text, final ToLongFunction<String> parser) {
        try {
            return parser.applyAsLong(text);
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
