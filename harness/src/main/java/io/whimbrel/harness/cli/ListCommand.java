package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.scenario.Key;
import io.whimbrel.harness.scenario.Keys;
import io.whimbrel.results.table.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names every plug-in, or the keys of a scenario. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Lists every plug-in by kind, with one line of help; 'list keys' lists the keys of a scenario "
        + "with their defaults.")
final class ListCommand implements Callable<Integer> {

    private static final String KEYS = "keys";

    private final Terminal terminal;

    @Mixin
    private PluginOptions plugins;

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "only this kind, for example send-order, or 'keys'")
    private String kind;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    ListCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (KEYS.equals(kind)) {
            printKeys();
            return 0;
        }
        final PluginCatalog catalog = plugins.catalog();
        final Map<String, Class<?>> kinds = new LinkedHashMap<>();
        catalog.kinds().forEach(type -> kinds.put(Names.spoken(type).replace(' ', '-'), type));
        if (kind != null && !kinds.containsKey(kind)) {
            throw new UnusableInputException(
                    "there are no plug-ins of kind '" + kind + "'" + Names.suggestion(kind, kinds.keySet()));
        }
        if (kind != null) {
            kinds.keySet().retainAll(List.of(kind));
        }
        final Map<String, List<Plugin<?>>> listed = new LinkedHashMap<>();
        kinds.forEach((name, type) -> listed.put(name, catalog.ofKind(type)));
        if (json) {
            printJson(listed);
        } else {
            listed.forEach(this::print);
        }
        return 0;
    }

    private void print(final String name, final List<Plugin<?>> ofKind) {
        terminal.out().println(name);
        for (final Plugin<?> plugin : ofKind) {
            terminal.out().println(String.format(java.util.Locale.ROOT, "  %-16s %s", plugin.name(), plugin.help()));
        }
    }

    private void printJson(final Map<String, List<Plugin<?>>> listed) {
        final Map<String, Object> kinds = new LinkedHashMap<>();
        listed.forEach((name, ofKind) -> {
            final Map<String, String> helps = new LinkedHashMap<>();
            ofKind.forEach(plugin -> helps.put(plugin.name(), plugin.help()));
            kinds.put(name, helps);
        });
        terminal.out().println(Json.print(kinds));
    }

    private void printKeys() {
        if (json) {
            final List<Map<String, String>> keys = new ArrayList<>();
            for (final Key key : Keys.ALL) {
                final Map<String, String> described = new LinkedHashMap<>();
                described.put("key", key.path());
                described.put("type", key.type());
                described.put("default", key.parameter().defaultValue());
                described.put("help", key.parameter().help());
                keys.add(described);
            }
            terminal.out().println(Json.print(keys));
            return;
        }
        final List<String> headings = List.of("key", "default", "type", "meaning");
        final TextTable table = TextTable.flushLeft(headings);
        Keys.ALL.forEach(key -> table.row(List.of(key.path(), key.parameter().defaultValue(), key.type(),
                key.parameter().help())));
        terminal.out().print(table.text());
    }
}
