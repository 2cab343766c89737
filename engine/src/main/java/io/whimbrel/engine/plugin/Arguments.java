package io.whimbrel.engine.plugin;

import java.util.Map;

/** The checked values of a plug-in's parameters, every one of them present. Numbers are in their base units. */
public final class Arguments {

    private final Map<String, Object> values;

    Arguments(final Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * A whole number or quantity.
     *
     * @param name the parameter's name
     * @return its value in the base unit
     */
    public long asLong(final String name) {
        return ((Number) value(name)).longValue();
    }

    /**
     * A whole number that fits an int.
     *
     * @param name the parameter's name
     * @return its value in the base unit
     */
    public int asInt(final String name) {
        return Math.toIntExact(asLong(name));
    }

    /**
     * A number.
     *
     * @param name the parameter's name
     * @return its value in the base unit
     */
    public double asDouble(final String name) {
        return ((Number) value(name)).doubleValue();
    }

    /**
     * A choice or text.
     *
     * @param name the parameter's name
     * @return the word
     */
    public String asText(final String name) {
        return (String) value(name);
    }

    private Object value(final String name) {
        final Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the plug-in asks for a parameter that it has not declared: " + name);
        }
        return value;
    }
}
