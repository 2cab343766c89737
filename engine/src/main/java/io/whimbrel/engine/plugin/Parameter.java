package io.whimbrel.engine.plugin;

import io.whimbrel.engine.quantity.Quantities;
import java.util.List;

/**
 * A typed parameter of a plug-in, with a default and bounds.
 *
 * @param name         lower case, words joined by a dash
 * @param type         what kind of value it takes
 * @param defaultValue the default as a person would write it
 * @param min          the smallest value allowed, in the type's base unit; ignored for choices and texts
 * @param max          the largest value allowed
 * @param choices      the words allowed; empty unless the type is {@link Type#CHOICE}
 * @param help         one line of help
 */
public record Parameter(String name, Type type, String defaultValue, double min, double max, List<String> choices,
        String help) {

    /** What kind of value a parameter takes, and its base unit. */
    public enum Type {
        /** A whole number. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** A length with a unit; base unit byte. */
        BYTES,
        /** A duration with a unit; base unit nanosecond. */
        DURATION,
        /** A rate with a unit; base unit events per second. */
        RATE,
        /** A bandwidth with a unit; base unit byte per second. */
        BANDWIDTH,
        /** One word out of several. */
        CHOICE,
        /** Free text, for example a file name. */
        TEXT
    }

    /**
     * Checks that the default is within the bounds.
     *
     * @throws IllegalArgumentException when it is not
     */
    public Parameter {
        choices = List.copyOf(choices);
        check(name, type, defaultValue, min, max, choices);
    }

    /**
     * A number or quantity with bounds.
     *
     * @param name         lower case, words joined by a dash
     * @param type         any type but a choice or a text
     * @param defaultValue as a person would write it
     * @param min          smallest value, in the base unit
     * @param max          largest value, in the base unit
     * @param help         one line
     * @return the parameter
     */
    public static Parameter of(final String name, final Type type, final String defaultValue, final double min,
            final double max, final String help) {
        return new Parameter(name, type, defaultValue, min, max, List.of(), help);
    }

    /**
     * One word out of several; the first is the default.
     *
     * @param name    lower case, words joined by a dash
     * @param help    one line
     * @param choices the words allowed
     * @return the parameter
     */
    public static Parameter choice(final String name, final String help, final String... choices) {
        return new Parameter(name, Type.CHOICE, choices[0], 0, 0, List.of(choices), help);
    }

    /**
     * Parses and checks a value.
     *
     * @param text as a person wrote it
     * @return the number in the base unit, or for a choice or text the text itself
     * @throws IllegalArgumentException naming the parameter, the value, and what would be right
     */
    public Object parse(final String text) {
        return check(name, type, text, min, max, choices);
    }

    private static Object check(final String name, final Type type, final String text, final double min,
            final double max, final List<String> choices) {
        final Object value;
        try {
            value = switch (type) {
                case INTEGER -> Long.parseLong(text.trim().replace("_", ""));
                case NUMBER -> Double.parseDouble(text.trim());
                case BYTES -> Quantities.bytes(text);
                case DURATION -> Quantities.durationNs(text);
                case RATE -> Quantities.perSecond(text);
                case BANDWIDTH -> Quantities.bytesPerSecond(text);
                case CHOICE, TEXT -> text.trim();
            };
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + ": '" + text + "' is not " + (type == Type.INTEGER ? "a whole number" : "a number"), e);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        if (type == Type.CHOICE && !choices.contains(value)) {
            throw new IllegalArgumentException(name + ": '" + text + "' is not one of " + String.join(", ", choices));
        }
        if (value instanceof final Number number && !(number.doubleValue() >= min && number.doubleValue() <= max)) {
            throw new IllegalArgumentException(name + ": " + text.trim() + " is out of bounds, allowed is "
                    + written(type, min) + " to " + written(type, max));
        }
        return value;
    }

    /**
     * The bounds as a person would write them.
     *
     * @return for example {@code 1 to 64}, or the words of a choice
     */
    public String bounds() {
        return switch (type) {
            case CHOICE -> String.join(" | ", choices);
            case TEXT -> "any text";
            default -> written(type, min) + " to " + written(type, max);
        };
    }

    private static String written(final Type type, final double value) {
        return switch (type) {
            case BYTES -> Quantities.formatBytes((long) value);
            case DURATION -> Quantities.formatNs((long) value);
            case BANDWIDTH -> Quantities.formatBytesPerSecond((long) value);
            case RATE -> (long) value + "/s";
            case INTEGER -> Long.toString((long) value);
            default -> Double.toString(value);
        };
    }
}
