package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.scenario.Key;
import io.whimbrel.harness.scenario.Keys;
import io.whimbrel.results.table.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells all there is to know of one plug-in or one key. */
@Command(name = "describe", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Describes a plug-in: its parameters with their defaults and bounds, and where it comes from. "
        + "Also describes a key of a scenario.")
final class DescribeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private PluginOptions plugins;

    @Parameters(paramLabel = "NAME", description = "a plug-in, for example zipf, or a key, for example guest.memory")
    private String name;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    DescribeCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final PluginCatalog catalog = plugins.catalog();
        final List<Plugin<?>> named = catalog.kinds().stream().flatMap(kind -> catalog.ofKind(kind).stream())
                .filter(plugin -> plugin.name().equals(name)).toList();
        final Optional<Key> key = Keys.find(name);
        if (named.isEmpty() && key.isEmpty()) {
            throw new UnusableInputException("there is nothing called '" + name + "'"
                    + Names.suggestion(name, known(catalog)));
        }
        if (json) {
            final List<Object> described = new ArrayList<>();
            named.forEach(plugin -> described.add(tree(plugin)));
            key.ifPresent(found -> described.add(tree(found.parameter(), found.type())));
            terminal.out().println(Json.print(described));
        } else {
            named.forEach(this::print);
            key.ifPresent(this::print);
        }
        return 0;
    }

    private static TreeSet<String> known(final PluginCatalog catalog) {
        final TreeSet<String> known = new TreeSet<>();
        catalog.kinds().forEach(kind -> catalog.ofKind(kind).forEach(plugin -> known.add(plugin.name())));
        Keys.ALL.forEach(key -> known.add(key.path()));
        return known;
    }

    private void print(final Plugin<?> plugin) {
        terminal.out().println(plugin.name() + ", a " + Names.spoken(plugin.kind()) + ": " + plugin.help());
        terminal.out().println("source: " + (plugin.source().isEmpty() ? "this project" : plugin.source()));
        if (plugin.parameters().isEmpty()) {
            terminal.out().println("It has no parameters.");
            return;
        }
        final TextTable table = TextTable.flushLeft(List.of("parameter", "type", "default", "allowed", "meaning"));
        plugin.parameters().forEach(parameter -> table.row(List.of(parameter.name(), type(parameter),
                parameter.defaultValue(), parameter.bounds(), parameter.help())));
        terminal.out().print(table.text());
    }

    private void print(final Key key) {
        terminal.out().println(key.path() + ", a key of a scenario: " + key.parameter().help());
        terminal.out().println("type: " + key.type() + "; default: " + key.parameter().defaultValue()
                + (key.kind() == null ? "; allowed: " + key.parameter().bounds() : ""));
    }

    private static String type(final Parameter parameter) {
        return parameter.type().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> tree(final Plugin<?> plugin) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("kind", Names.spoken(plugin.kind()));
        tree.put("help", plugin.help());
        tree.put("source", plugin.source());
        tree.put("parameters", plugin.parameters().stream().map(p -> tree(p, type(p))).toList());
        return tree;
    }

    private static Map<String, Object> tree(final Parameter parameter, final String type) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", parameter.name());
        tree.put("type", type);
        tree.put("default", parameter.defaultValue());
        tree.put("allowed", parameter.bounds());
        tree.put("help", parameter.help());
        return tree;
    }
}
