package io.whimbrel.harness.scenario;

import java.util.LinkedHashMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Short names for the points of a matrix: what tells a point from the others. Plug-ins are named as they are, plain
 * values with their key.
 */
final class Labels {

    private final Map<String, Set<String>> valuesByPath = new HashMap<>();
    private final Map<Map<String, Value>, String> labels = new LinkedHashMap<>();

    Labels(final List<Map<String, Value>> points, final Draft draft) {
        for (final Map<String, Value> point : points) {
            point.forEach((path, value) -> valuesByPath.computeIfAbsent(path, key -> new LinkedHashSet<>())
                    .add(value.text()));
        }
        final Map<String, Integer> uses = new HashMap<>();
        for (final Map<String, Value> point : new LinkedHashSet<>(points)) {
            final String label = point.entrySet().stream()
                    .filter(entry -> valuesByPath.get(entry.getKey()).size() > 1)
                    .map(entry -> word(entry.getKey(), entry.getValue().text())).collect(Collectors.joining(" "));
            final String named = label.isEmpty()
                    ? point.getOrDefault(Keys.STRATEGY, draft.value(Keys.find(Keys.STRATEGY).orElseThrow())).text()
                    : label;
            final int use = uses.merge(named, 1, Integer::sum);
            labels.put(point, use == 1 ? named : named + " (" + use + ")");
        }
    }

    String of(final Map<String, Value> point) {
        return labels.get(point);
    }

    private static String word(final String path, final String text) {
        final Key key = Keys.find(path).orElseThrow();
        return key.kind() == null ? path.substring(path.indexOf('.') + 1) + "=" + text : text;
    }
}
