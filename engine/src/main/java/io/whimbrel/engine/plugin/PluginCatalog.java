package io.whimbrel.engine.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Every plug-in that a class loader can see, by kind and name. Immutable and thread-safe. */
public final class PluginCatalog {

    private final Map<Class<?>, TreeMap<String, Plugin<?>>> byKind = new HashMap<>();

    /**
     * Collects the plug-ins of some providers.
     *
     * @param providers where the plug-ins come from
     * @throws PluginException when two have the same kind and name
     */
    public PluginCatalog(final Iterable<PluginProvider> providers) {
        for (final PluginProvider provider : providers) {
            for (final Plugin<?> plugin : provider.plugins()) {
                final Plugin<?> other = byKind.computeIfAbsent(plugin.kind(), kind -> new TreeMap<>())
                        .put(plugin.name(), plugin);
                if (other != null) {
                    throw new PluginException("two plug-ins of the same kind are called " + plugin.name()
                            + "; one comes from " + provider.getClass().getName(), null);
                }
            }
        }
    }

    /**
     * Finds every provider that a class loader can see.
     *
     * @param loader sees the jars to search
     * @return the catalogue
     * @throws PluginException when a provider cannot be loaded
     */
    public static PluginCatalog load(final ClassLoader loader) {
        final List<PluginProvider> providers = new ArrayList<>();
        try {
            ServiceLoader.load(PluginProvider.class, loader).forEach(providers::add);
        } catch (final ServiceConfigurationError e) {
            throw new PluginException("a plug-in cannot be loaded: " + e.getMessage(), e);
        }
        return new PluginCatalog(providers);
    }

    /**
     * The kinds of which there is at least one plug-in.
     *
     * @return interfaces
     */
    public List<Class<?>> kinds() {
        return byKind.keySet().stream().sorted(Comparator.comparing(Class::getSimpleName)).toList();
    }

    /**
     * The plug-ins of a kind.
     *
     * @param kind the kind's interface
     * @return sorted by name; empty when there is none
     */
    public List<Plugin<?>> ofKind(final Class<?> kind) {
        return List.copyOf(byKind.getOrDefault(kind, new TreeMap<>()).values());
    }

    /**
     * Makes what a reference asks for.
     *
     * @param kind the kind's interface
     * @param text the reference, for example {@code zipf(skew=0.99)}
     * @param <T>  the kind's interface
     * @return a new one
     * @throws PluginException in one line: what was wrong and what would be right
     */
    public <T> T create(final Class<T> kind, final String text) {
        final PluginReference reference = PluginReference.parse(text);
        final Plugin<?> plugin = byKind.getOrDefault(kind, new TreeMap<>()).get(reference.name());
        if (plugin == null) {
            throw new PluginException("no " + Names.spoken(kind) + " is called '" + reference.name() + "'"
                    + Names.suggestion(reference.name(), ofKind(kind).stream().map(Plugin::name).toList()), null);
        }
        final Arguments arguments = arguments(plugin, reference);
        try {
            return kind.cast(plugin.factory().apply(arguments));
        } catch (final RuntimeException e) {
            throw new PluginException(plugin.name() + ": " + e.getMessage(), e);
        }
    }

    private static Arguments arguments(final Plugin<?> plugin, final PluginReference reference) {
        final Map<String, String> written = new HashMap<>(reference.arguments());
        final String unnamed = written.remove("");
        if (unnamed != null) {
            if (plugin.parameters().isEmpty()) {
                throw new PluginException(plugin.name() + " takes no arguments, not '" + unnamed + "'", null);
            }
            if (written.putIfAbsent(plugin.parameters().getFirst().name(), unnamed) != null) {
                throw new PluginException(plugin.name() + ": " + plugin.parameters().getFirst().name()
                        + " is given twice", null);
            }
        }
        final Map<String, Object> values = new HashMap<>();
        for (final Parameter parameter : plugin.parameters()) {
            final String text = written.remove(parameter.name());
            try {
                values.put(parameter.name(), parameter.parse(text == null ? parameter.defaultValue() : text));
            } catch (final IllegalArgumentException e) {
                throw new PluginException(plugin.name() + ": " + e.getMessage(), e);
            }
        }
        if (!written.isEmpty()) {
            final String unknown = written.keySet().iterator().next();
            throw new PluginException(plugin.name() + " has no parameter '" + unknown + "'"
                    + Names.suggestion(unknown, plugin.parameters().stream().map(Parameter::name).toList()), null);
        }
        return new Arguments(values);
    }
}
