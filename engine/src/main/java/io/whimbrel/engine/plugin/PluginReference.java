package io.whimbrel.engine.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plug-in as a scenario names it: {@code zipf}, {@code zipf(skew=0.99)} or, where it has one parameter,
 * {@code downtime-limit(300ms)}.
 *
 * @param name      the plug-in's name
 * @param arguments parameter name to value as written, in the order written; a value without a name has the key ""
 */
public record PluginReference(String name, Map<String, String> arguments) {

    private static final Pattern SHAPE = Pattern.compile("\\s*([a-zA-Z0-9_.-]+)\\s*(?:\\(([^()]*)\\))?\\s*");

    /**
     * Parses a reference.
     *
     * @param text what was written
     * @return its parts
     * @throws PluginException when it does not have the form name(key=value, ...)
     */
    public static PluginReference parse(final String text) {
        final Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new PluginException("'" + text + "' does not have the form name or name(key=value, ...)", null);
        }
        final Map<String, String> arguments = new LinkedHashMap<>();
        final String list = matcher.group(2);
        if (list != null && !list.isBlank()) {
            for (final String item : list.split(",")) {
                final int equals = item.indexOf('=');
                final String key = equals < 0 ? "" : item.substring(0, equals).trim();
                final String value = item.substring(equals + 1).trim();
                if (value.isEmpty() || arguments.put(key, value) != null) {
                    throw new PluginException("'" + text + "': each argument is key=value, given once", null);
                }
            }
        }
        return new PluginReference(matcher.group(1), arguments);
    }
}
