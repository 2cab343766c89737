package io.whimbrel.harness.scenario;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario of which every value has been checked.
 *
 * @param name     what the run is called
 * @param repeat   how often each variant is run
 * @param variants the points of the matrix, in the order in which they are run; no two are the same
 * @param draft    what it was made of
 */
public record Scenario(String name, int repeat, List<Variant> variants, Draft draft) {

    /**
     * Checks a draft.
     *
     * @param draft   as written
     * @param catalog knows the plug-ins
     * @return the scenario
     * @throws UnusableInputException in one line, when a value is wrong or two contradict each other
     */
    public static Scenario of(final Draft draft, final PluginCatalog catalog) {
        // Values that the matrix replaces everywhere are checked too: a wrong one is a mistake wherever it stands.
        final Map<String, Object> own = new LinkedHashMap<>();
        Keys.ALL.forEach(key -> own.put(key.path(), key.parse(draft.value(key), catalog)));
        final List<Map<String, Value>> points = draft.points();
        final Labels labels = new Labels(points, draft);
        final Map<Map<String, String>, Variant> variants = new LinkedHashMap<>();
        for (final Map<String, Value> point : points) {
            final Settings settings = new Settings(draft, point, catalog);
            variants.computeIfAbsent(settings.texts(), texts -> settings.variant(labels.of(point)));
        }
        return new Scenario((String) own.get(Keys.NAME), ((Number) own.get(Keys.REPEAT)).intValue(),
                List.copyOf(variants.values()), draft);
    }

    /**
     * The effective configuration as a tree: sections, keys, the matrix.
     *
     * @return in the order of {@link Keys#ALL}; values as written
     */
    public Map<String, Object> tree() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        for (final Key key : Keys.ALL) {
            put(tree, key.path(), draft.value(key).text());
        }
        final List<Map<String, List<String>>> matrix = new ArrayList<>();
        for (final Map<String, List<Value>> axes : draft.matrix()) {
            final Map<String, List<String>> product = new LinkedHashMap<>();
            axes.forEach((path, values) -> product.put(path, values.stream().map(Value::text).toList()));
            if (!product.isEmpty()) {
                matrix.add(product);
            }
        }
        if (!matrix.isEmpty()) {
            tree.put("matrix", matrix.size() == 1 ? matrix.getFirst() : matrix);
        }
        return tree;
    }

    static void put(final Map<String, Object> tree, final String path, final String text) {
        final int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, plain(text));
        } else {
            @SuppressWarnings("unchecked")
            final Map<String, Object> section = (Map<String, Object>) tree.computeIfAbsent(path.substring(0, dot),
                    name -> new LinkedHashMap<String, Object>());
            section.put(path.substring(dot + 1), plain(text));
        }
    }

    /** Whole numbers are written without quotes. */
    private static Object plain(final String text) {
        return text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : text;
    }
}
