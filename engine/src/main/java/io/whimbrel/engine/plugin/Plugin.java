package io.whimbrel.engine.plugin;

import java.util.List;
import java.util.function.Function;

/**
 * One way of doing one thing, under a name: a stop condition, a send order, an access pattern.
 *
 * @param <T>        the interface of its kind
 * @param kind       the interface of its kind
 * @param name       the name by which a scenario asks for it: lower case, words joined by a dash
 * @param help       one line saying what it does
 * @param source     where the rule comes from: paper, file, or rule id; empty when it is this project's own
 * @param parameters what can be set
 * @param factory    makes one from checked arguments; called once per use
 */
public record Plugin<T>(Class<T> kind, String name, String help, String source, List<Parameter> parameters,
        Function<Arguments, ? extends T> factory) {

    /**
     * Copies the parameter list.
     *
     * @throws IllegalArgumentException when the name is not of the form asked for
     */
    public Plugin {
        parameters = List.copyOf(parameters);
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a plug-in's name is lower case words joined by dashes, not " + name);
        }
    }
}
