package io.whimbrel.harness.scenario;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.harness.UnusableInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A scenario as written, before any value is checked: what its keys are set to, and which of them the matrix varies.
 *
 * <p>A matrix is one product of axes, or several whose points are run one after the other. A key that is set later
 * than the matrix, on the command line, is taken out of it.
 *
 * @param values what is set, by path
 * @param matrix products of axes, by path
 */
public record Draft(Map<String, Value> values, List<Map<String, List<Value>>> matrix) {

    /** The origin of a value that nobody has set. */
    static final String DEFAULT = "default";

    private static final String MATRIX = "matrix.";

    /** Copies the collections, in order. */
    public Draft {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        matrix = matrix.stream().map(axes -> Collections.unmodifiableMap(new LinkedHashMap<>(axes))).toList();
    }

    /**
     * Sets a key, or with {@code matrix.} before it an axis: {@code matrix.guest.vcpus=[1, 2]}.
     *
     * @param assignment a path, an equals sign and a value
     * @return a changed copy
     * @throws UnusableInputException when there is no such key
     */
    public Draft set(final String assignment) {
        final int equals = assignment.indexOf('=');
        final String origin = "--set " + assignment;
        if (equals < 1 || assignment.substring(equals + 1).isBlank()) {
            throw new UnusableInputException(origin + ": expected key=value");
        }
        final String path = assignment.substring(0, equals).trim();
        final String text = assignment.substring(equals + 1).trim();
        if (path.startsWith(MATRIX)) {
            return vary(known(path.substring(MATRIX.length()), origin).path(), origin, text);
        }
        final Map<String, Value> changed = new LinkedHashMap<>(values);
        changed.put(known(path, origin).path(), new Value(text, origin));
        return new Draft(changed, without(path));
    }

    private Draft vary(final String path, final String origin, final String text) {
        final List<Value> points = DraftReader.readAxis(origin, path, text);
        final List<Map<String, List<Value>>> changed = new ArrayList<>();
        for (final Map<String, List<Value>> axes : matrix.isEmpty()
                ? List.<Map<String, List<Value>>>of(Map.of())
                : matrix) {
            final Map<String, List<Value>> product = new LinkedHashMap<>(axes);
            product.put(path, points);
            changed.add(product);
        }
        return new Draft(values, changed);
    }

    private List<Map<String, List<Value>>> without(final String path) {
        final List<Map<String, List<Value>>> fewer = new ArrayList<>();
        for (final Map<String, List<Value>> axes : matrix) {
            final Map<String, List<Value>> remaining = new LinkedHashMap<>(axes);
            remaining.remove(path);
            fewer.add(remaining);
        }
        return fewer;
    }

    private static Key known(final String path, final String origin) {
        return Keys.find(path).orElseThrow(() -> new UnusableInputException(origin + ": unknown key '" + path + "'"
                + Names.suggestion(path, new TreeSet<>(Keys.ALL.stream().map(Key::path).toList()))));
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return what it is set to, or its default
     */
    Value value(final Key key) {
        return values.getOrDefault(key.path(), new Value(key.parameter().defaultValue(), DEFAULT));
    }

    /**
     * The points of the matrix, each as the keys it sets, in the order in which they are run. Never empty.
     */
    List<Map<String, Value>> points() {
        final List<Map<String, Value>> points = new ArrayList<>();
        for (final Map<String, List<Value>> axes : matrix) {
            List<Map<String, Value>> product = List.of(Map.of());
            for (final Map.Entry<String, List<Value>> axis : axes.entrySet()) {
                product = times(product, axis.getKey(), axis.getValue());
            }
            points.addAll(product);
        }
        return points.isEmpty() ? List.of(Map.of()) : points;
    }

    private static List<Map<String, Value>> times(final List<Map<String, Value>> product, final String path,
            final List<Value> axis) {
        final List<Map<String, Value>> larger = new ArrayList<>();
        for (final Map<String, Value> point : product) {
            for (final Value value : axis) {
                final Map<String, Value> extended = new LinkedHashMap<>(point);
                extended.put(path, value);
                larger.add(extended);
            }
        }
        return larger;
    }
}
